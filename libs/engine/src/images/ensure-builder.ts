import type { Logger, Masker } from '@hypriotkit/core';
import { silentLogger, throwIfInterrupted } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { LABEL_DIGEST } from '../leftovers/labels';
import { buildImage } from './build-image';
import type { ContextIdentity } from './context-digest';
import { digestOf, hashedContext } from './context-digest';
import { imageHistory, inspectImage } from './inspect-image';
import { packContext } from './pack-context';
import type { KnownImage } from './pinned-images';
import { pinImages } from './pinned-images';
import { warnOfWindowsLineEnds } from './windows-line-ends';

export interface BuilderSpec extends Omit<ContextIdentity, 'images'> {
  /** The folder with the Dockerfile. */
  folder: string;
  /** The image's name and tag. */
  tag: string;
  /**
   * Images that it may be built from. Where a build argument or the Dockerfile names one of them, the engine is told its
   * id, whatever the name means by then.
   */
  known?: readonly KnownImage[];
  labels?: Record<string, string>;
  /** Builds in any case, and every step of it. */
  noCache?: boolean;
  signal?: AbortSignal;
  log?: Logger;
  /** Takes secrets out of what the build says. */
  masker?: Masker;
}

/** The image of a builder's folder, found or built. */
interface EnsuredBuilder {
  id: string;
  /** The digest of all that it was built from; what a `baseDigest` of the next image is. */
  digest: string;
  /** Whether it was built now, rather than found. */
  built: boolean;
}

/**
 * Makes sure that a folder's image is there, under its tag, and made from what the folder holds now. The image carries
 * the digest of its context as a label; if that is right already, nothing is built.
 *
 * @throws ContentChanged when a file of the folder changes meanwhile
 * @throws BuildContextInvalid where it is open which image the Dockerfile means
 */
export async function ensureBuilder(engine: Engine, spec: BuilderSpec): Promise<EnsuredBuilder> {
  const { folder, tag, dockerfile = 'Dockerfile', noCache = false, signal, log = silentLogger, masker } = spec;
  throwIfInterrupted(signal, `Building the image ${tag}`);
  const entries = await hashedContext(folder, dockerfile);
  const { buildArgs, images, texts } = await pinImages(engine, spec, entries);
  const digest = digestOf(entries, { ...spec, images });
  const present = noCache ? undefined : await inspectImage(engine, tag);
  if (present?.labels[LABEL_DIGEST] === digest && (await endsWithDigest(engine, present.id, digest))) {
    log.detail(`The image ${tag} is up to date`);
    return { id: present.id, digest, built: false };
  }
  log.step(`Building the image ${tag}`);
  await warnOfWindowsLineEnds(folder, entries, log);
  const labels = { ...spec.labels, [LABEL_DIGEST]: digest };
  const context = () => packContext(folder, entries, texts);
  const build = { context, tag, dockerfile, buildArgs, labels, noCache, signal, log, ...(masker && { masker }) };
  const id = await buildImage(engine, build);
  return { id, digest, built: true };
}

/**
 * Whether it was with this digest that an image was finished: one that somebody has made of it since has inherited the
 * label. The engine's builder sets labels at the end, each in a step of its own.
 */
async function endsWithDigest(engine: Engine, id: string, digest: string): Promise<boolean> {
  const steps = await imageHistory(engine, id);
  const end = steps.findIndex((step) => !/\bLABEL\b/.test(step));
  return steps.slice(0, end === -1 ? undefined : end).some((step) => step.includes(`${LABEL_DIGEST}=${digest}`));
}
