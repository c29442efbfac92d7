import type { Logger } from '@hypriotkit/core';
import { silentLogger, throwIfInterrupted } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { LABEL_DIGEST } from '../leftovers/labels';
import { buildImage } from './build-image';
import type { ContextIdentity } from './context-digest';
import { contextDigest } from './context-digest';
import { inspectImage } from './inspect-image';

export interface BuilderSpec extends ContextIdentity {
  /** The folder with the Dockerfile. */
  folder: string;
  /** The image's name and tag. */
  tag: string;
  labels?: Record<string, string>;
  /** Builds in any case, and every step of it. */
  noCache?: boolean;
  signal?: AbortSignal;
  log?: Logger;
}

export interface BuilderImage {
  id: string;
  tag: string;
  /** The digest of all that it was built from; what a `baseDigest` of the next image is. */
  digest: string;
  /** Whether it was built now, rather than found. */
  built: boolean;
}

/**
 * Makes sure that a folder's image is there, under its tag, and made from what the folder holds now. The image carries
 * the digest of its context as a label; if that is right already, nothing is built.
 */
export async function ensureBuilder(engine: Engine, spec: BuilderSpec): Promise<BuilderImage> {
  const { folder, tag, dockerfile = 'Dockerfile', buildArgs = {}, noCache = false, signal, log = silentLogger } = spec;
  throwIfInterrupted(signal, `Building the image ${tag}`);
  const digest = await contextDigest(folder, spec);
  const present = noCache ? undefined : await inspectImage(engine, tag);
  if (present?.labels[LABEL_DIGEST] === digest) {
    log.detail(`The image ${tag} is up to date`);
    return { id: present.id, tag, digest, built: false };
  }
  log.step(`Building the image ${tag}`);
  const labels = { ...spec.labels, [LABEL_DIGEST]: digest };
  const id = await buildImage(engine, { folder, tag, dockerfile, buildArgs, labels, noCache, signal, log });
  return { id, tag, digest, built: true };
}
