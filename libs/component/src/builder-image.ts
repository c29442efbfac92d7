import { createHash } from 'node:crypto';
import { withLock } from '@hypriotkit/core';
import {
  ensureBuilder,
  inspectImage,
  LABEL_SOURCE,
  pullImage,
  removeImage,
  thisHost,
  type ImageInfo,
  type KnownImage,
} from '@hypriotkit/engine';
import type { Base, BuilderSource } from './request';
import { takesBaseImage } from './takes-base-image';
import type { Tools } from './tools';

/**
 * A builder image that is there. Containers are run from its id: its name may mean another one as soon as somebody else
 * builds under the same name, such as a second clone.
 */
export interface BuilderImage {
  image: string;
  id: string;
  /** Of all that it is made from. */
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
      known: base ? [known(base)] : [],
      labels: { [LABEL_SOURCE]: nameOf(source) },
      noCache,
      signal,
      log,
      masker: log.masker,
    });
    if (before && before.id !== id) await removePredecessor(before, source, tools);
    return { image: source.image, digest, id };
  });
}

const known = ({ image, id, digest }: BuilderImage): KnownImage => ({ name: image, id, digest });

/** A name for the folder that an image was made from, without telling which folder that is. */
const nameOf = ({ folder }: BuilderSource): string =>
  createHash('sha256')
    .update(JSON.stringify([thisHost(), folder]))
    .digest('hex')
    .slice(0, 16);

/**
 * Removes the image that has lost its name to a newer one of the same folder; it stays where others stand on it or a
 * container runs of it. That of another folder stays too: a build of another clone may be about to run it.
 */
async function removePredecessor(
  { id, tags, labels }: ImageInfo,
  source: BuilderSource,
  { engine, log }: Tools,
): Promise<void> {
  if (tags.length > 1 || labels[LABEL_SOURCE] !== nameOf(source)) return;
  await removeImage(engine, id).catch((error: Error) => log.detail(`${id} stays: ${error.message}`));
}

async function ensureBase(base: Base, tools: Tools): Promise<BuilderImage> {
  if ('folder' in base) return ensureBuilderImage(base, false, tools);
  return withLock(base.image, tools, async () => {
    const { id } = (await inspectImage(tools.engine, base.image)) ?? (await pullImage(tools.engine, base.image, tools));
    return { image: base.image, digest: id, id };
  });
}
