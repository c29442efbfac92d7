import { createHash } from 'node:crypto';
import {
  ensureBuilder,
  imageForPlatform,
  inspectImage,
  LABEL_SOURCE,
  pullImage,
  removeImage,
  thisHost,
  withEngineLock,
  type ImageInfo,
  type KnownImage,
} from '@hypriotkit/engine';
import { proxyArgs } from './apt-proxy';
import type { Base, BuilderSource, FetchedRepository } from './request';
import { takesBaseImage } from './takes-base-image';
import type { Tools } from './tools';
import { whileMirrorsChange } from './while-mirrors-change';

/**
 * A builder image that the engine has. Containers are run from its id, because another build, such as one of a second
 * clone, may move the name to another image.
 */
export interface BuilderImage {
  image: string;
  id: string;
  /** Digest of everything that it is made from. */
  digest: string;
  /** The image itself and those that it is made from, the nearest first. */
  sources: ImageSource[];
}

/** An image that takes part in a build. */
export interface ImageSource {
  name: string;
  /** Of everything that the image is made from: 64 hex digits. Of an image that was not built here, its id: `sha256:...`. */
  digest: string;
  repository?: FetchedRepository | undefined;
  buildArgs?: Record<string, string> | undefined;
}

/**
 * Builds a builder image and its base images, unless the engine has them. Nx's cache restores files, not images, so a
 * task cannot rely on an image that another task built. The lock keeps tasks from building the same image at the same
 * time.
 */
export async function ensureBuilderImage(source: BuilderSource, noCache: boolean, tools: Tools): Promise<BuilderImage> {
  const { engine, platform, log, signal } = tools;
  const takesBase = takesBaseImage(source.folder);
  // Without the build argument, the Dockerfile names its base. If that is one of our images, it must exist; the engine
  // pulls all others.
  const base = takesBase || 'folder' in source.base ? await ensureBase(source.base, tools) : undefined;
  return withEngineLock(engine, source.image, tools, async () => {
    const before = await inspectImage(engine, source.image);
    const { digest, id, images } = await whileMirrorsChange(tools, (attempt) =>
      ensureBuilder(engine, {
        folder: source.folder,
        tag: source.image,
        buildArgs: { ...(takesBase && base ? { BASE_IMAGE: base.image } : {}), ...source.buildArgs },
        proxyArgs: proxyArgs(source),
        files: source.contextFiles,
        baseDigest: base?.digest,
        known: base ? [known(base)] : [],
        labels: { [LABEL_SOURCE]: nameOf(source) },
        // A cached step may have read the indexes that are old now.
        noCache: noCache || attempt > 1,
        platform,
        signal,
        log,
        masker: log.masker,
      }),
    );
    if (before && before.id !== id) await removePredecessor(before, source, tools);
    const { image: name, repository, buildArgs } = source;
    const sources = [{ name, digest, repository, buildArgs }, ...(base?.sources ?? []), ...imagesOf(images)];
    return { image: source.image, digest, id, sources: withoutRepeats(sources) };
  });
}

/** Makes a builder image and its base images anew, from what there is now. */
export async function renewBuilderImage(source: BuilderSource, tools: Tools): Promise<BuilderImage> {
  if ('folder' in source.base) await renewBuilderImage(source.base, tools);
  return ensureBuilderImage(source, true, tools);
}

const imagesOf = (images: Record<string, string>): ImageSource[] =>
  Object.entries(images).map(([name, digest]) => ({ name, digest }));

/** A Dockerfile may name its base in other words. */
const withoutRepeats = (sources: ImageSource[]): ImageSource[] =>
  sources.filter(({ digest }, index) => sources.findIndex((other) => other.digest === digest) === index);

const known = ({ image, id, digest }: BuilderImage): KnownImage => ({ name: image, id, digest });

/** Identifies the folder that an image was made from, without revealing its path. */
const nameOf = ({ folder }: BuilderSource): string =>
  createHash('sha256')
    .update(JSON.stringify([thisHost(), folder]))
    .digest('hex')
    .slice(0, 16);

/**
 * Removes the image that lost its name to a newer image of the same folder, unless other images or containers use it.
 * An image of another folder stays, because a build of another clone may be about to run it.
 */
async function removePredecessor(
  { id, tags, labels }: ImageInfo,
  source: BuilderSource,
  { engine, log }: Tools,
): Promise<void> {
  if (tags.length > 1 || labels[LABEL_SOURCE] !== nameOf(source)) return;
  await removeImage(engine, id).catch((error: Error) => log.detail(`${id} was not removed: ${error.message}`));
}

async function ensureBase(base: Base, tools: Tools): Promise<BuilderImage> {
  if ('folder' in base) return ensureBuilderImage(base, false, tools);
  const { id } = await imageOf(base.image, tools);
  return { image: base.image, digest: id, id, sources: [{ name: base.image, digest: id }] };
}

/** Someone may have given the engine an image for another platform than its own. */
function imageOf(name: string, { platform, ...tools }: Tools): Promise<ImageInfo> {
  const { engine } = tools;
  if (platform !== undefined) return imageForPlatform(engine, name, platform, tools);
  return withEngineLock(
    engine,
    name,
    tools,
    async () => (await inspectImage(engine, name)) ?? (await pullImage(engine, name, tools)),
  );
}
