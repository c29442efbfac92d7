import { withLock } from '@hypriotkit/core';
import { ensureBuilder, inspectImage, pullImage, removeImage, type ImageInfo } from '@hypriotkit/engine';
import type { Base, BuilderSource } from './request';
import { takesBaseImage } from './takes-base-image';
import type { Tools } from './tools';

/** A builder image that is there, and the digest of all that it is made from. */
export interface BuilderImage {
  image: string;
  digest: string;
}

/**
 * Makes sure of a builder image and of those below it. Nx's cache brings back files, not images, so nobody may rely on
 * another task having built one; the lock keeps tasks that want the same image from building it at the same time.
 */
export async function ensureBuilderImage(source: BuilderSource, noCache: boolean, tools: Tools): Promise<BuilderImage> {
  const { engine, log, signal } = tools;
  const takesBase = takesBaseImage(source.folder);
  // Where it is not handed in, the Dockerfile names it: one of ours has to be there, others are the engine's matter.
  const base = takesBase || 'folder' in source.base ? await ensureBase(source.base, tools) : undefined;
  return withLock(source.image, tools, async () => {
    const before = await inspectImage(engine, source.image);
    const { digest, id } = await ensureBuilder(engine, {
      folder: source.folder,
      tag: source.image,
      buildArgs: takesBase && base ? { BASE_IMAGE: base.image } : {},
      baseDigest: base?.digest,
      noCache,
      signal,
      log,
    });
    if (before && before.id !== id) await removePredecessor(before, tools);
    return { image: source.image, digest };
  });
}

/** The image that has lost its name to a newer one; it stays where others stand on it or a container runs of it. */
async function removePredecessor({ id, tags }: ImageInfo, { engine, log }: Tools): Promise<void> {
  if (tags.length > 1) return;
  await removeImage(engine, id).catch((error: Error) => log.detail(`${id} stays: ${error.message}`));
}

async function ensureBase(base: Base, tools: Tools): Promise<BuilderImage> {
  if ('folder' in base) return ensureBuilderImage(base, false, tools);
  return withLock(base.image, tools, async () => {
    const { id } = (await inspectImage(tools.engine, base.image)) ?? (await pullImage(tools.engine, base.image, tools));
    return { image: base.image, digest: id };
  });
}
