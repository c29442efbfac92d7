import type { Logger, Masker } from '@hypriotkit/core';
import { silentLogger, throwIfInterrupted } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { LABEL_DIGEST } from '../leftovers/labels';
import { buildImage } from './build-image';
import type { ContextIdentity } from './context-digest';
import { digestOf, hashedContext, hashedFiles } from './context-digest';
import { imageHistory, inspectImage } from './inspect-image';
import { packContext } from './pack-context';
import type { KnownImage } from './pinned-images';
import { pinImages } from './pinned-images';
import { warnOfWindowsLineEnds } from './windows-line-ends';

export interface BuilderSpec extends Omit<ContextIdentity, 'images'> {
  /** The folder with the Dockerfile. */
  folder: string;
  /** Name and tag of the image. */
  tag: string;
  /**
   * Images that it may be built from. If a build argument or the Dockerfile names one of them, the engine gets its id
   * instead, because the name may mean another image by then.
   */
  known?: readonly KnownImage[];
  /** Files beside those of the folder: paths on this machine, by their paths in the context. */
  files?: Record<string, string> | undefined;
  /** The build arguments for proxies that every Dockerfile knows. They do not count for the digest. */
  proxyArgs?: Record<string, string>;
  labels?: Record<string, string>;
  /** Build even if the image exists, and do not use the engine's cache. */
  noCache?: boolean;
  /** The platform of images that the Dockerfile names without one, such as linux/arm64. Default: whichever the engine has or pulls. */
  platform?: string | undefined;
  signal?: AbortSignal;
  log?: Logger;
  /** Masks secrets in the output of the build. */
  masker?: Masker;
}

/** The image of a builder's folder, found or built. */
interface EnsuredBuilder {
  id: string;
  /** Digest of everything that it was built from. Use it as the `baseDigest` of an image built from this one. */
  digest: string;
  /** Digests or ids of the images that its Dockerfile names, by these names. */
  images: Record<string, string>;
  /** Whether it was built now. */
  built: boolean;
}

/**
 * Builds the image of a folder unless it exists under its tag and matches the folder. The image has the digest of its
 * context as a label, which is compared.
 *
 * @throws ContentChanged when a file of the folder changes meanwhile
 * @throws BuildContextInvalid when it is unclear which image the Dockerfile means
 */
export async function ensureBuilder(engine: Engine, spec: BuilderSpec): Promise<EnsuredBuilder> {
  const { folder, tag, dockerfile = 'Dockerfile', noCache = false, signal, log = silentLogger, masker } = spec;
  throwIfInterrupted(signal, `Building the image ${tag}`);
  const entries = [...(await hashedContext(folder, dockerfile)), ...(await hashedFiles(spec.files))];
  const { buildArgs: args, images, texts } = await pinImages(engine, spec, entries);
  const digest = digestOf(entries, { ...spec, images });
  const present = noCache ? undefined : await inspectImage(engine, tag);
  if (present?.labels[LABEL_DIGEST] === digest && (await endsWithDigest(engine, present.id, digest))) {
    log.detail(`The image ${tag} is up to date`);
    return { id: present.id, digest, images, built: false };
  }
  log.step(`Building the image ${tag}`);
  await warnOfWindowsLineEnds(folder, entries, log);
  const labels = { ...spec.labels, [LABEL_DIGEST]: digest };
  const context = () => packContext(folder, entries, texts);
  const buildArgs = { ...args, ...spec.proxyArgs };
  const build = { context, tag, dockerfile, buildArgs, labels, noCache, signal, log, ...(masker && { masker }) };
  const id = await buildImage(engine, build);
  return { id, digest, images, built: true };
}

/** `LABEL ...`; the classic builder puts the shell and `#(nop)` before it. A command may contain the word. */
const IS_LABEL = /^(\S+( -o \w+| -\S+)* #\(nop\) +)?LABEL /;

/**
 * Whether the label with this digest was set when the image was built, not inherited from a base image. The engine's
 * builder sets labels at the end, each in a step of its own.
 */
async function endsWithDigest(engine: Engine, id: string, digest: string): Promise<boolean> {
  const steps = await imageHistory(engine, id);
  const end = steps.findIndex((step) => !IS_LABEL.test(step));
  return steps.slice(0, end === -1 ? undefined : end).some((step) => step.includes(`${LABEL_DIGEST}=${digest}`));
}
