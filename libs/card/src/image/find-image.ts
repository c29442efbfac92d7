import { existsSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MANIFEST, parseDelivery, readManifest, sha256In, type Manifest } from '@hypriotkit/artifacts';
import { accessing, readRegularFile, reasonOf } from '@hypriotkit/core';
import { CardImageInvalid } from '../errors';
import type { CardImage, Format } from './card-image';
import { sizeOfXz } from './size-of-xz';
import { sizeOfZst } from './size-of-zst';
import { zipEntry } from './zip-entry';

const ROLE = 'sd-image';

/**
 * Finds out what an image is, without reading all of it.
 *
 * @param place the image, or the folder of a component or of a delivered build that has one
 * @throws CardImageInvalid
 */
export async function findImage(place: string): Promise<CardImage> {
  const found = await statOf(place);
  const path = found.isDirectory() ? await imageIn(place) : place;
  const file = found.isDirectory() ? await statOf(path) : found;
  if (!file.isFile()) throw new CardImageInvalid(path, 'it is not a regular file', 'Name the file of an image.');
  const format = formatOf(path);
  const [size, sha256] = [await sizeOf(path, format, file.size), await expectedSha256(path)];
  return { path, format, fileSize: file.size, ...(size !== undefined && { size }), ...(sha256 && { sha256 }) };
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw new CardImageInvalid(path, reasonOf(error), 'Check its path, or build it first.', error);
  }
}

/** Chooses the file that is read fastest. */
async function imageIn(folder: string): Promise<string> {
  const files = await imagesIn(folder);
  const order: Format[] = ['raw', 'zst', 'zip', 'xz'];
  const [best] = files.sort((one, other) => order.indexOf(formatOf(one)) - order.indexOf(formatOf(other)));
  if (best === undefined)
    throw new CardImageInvalid(folder, 'the folder has no image of a card', 'Build one first, or name its file.');
  return join(folder, best);
}

/** Returns the names of the images that a build has left in a folder, as its manifest says. */
async function imagesIn(folder: string): Promise<string[]> {
  const manifests = await manifestsIn(folder);
  return manifests.flatMap(({ artifacts }) => artifacts.filter(({ role }) => role === ROLE).map(({ file }) => file));
}

/** The folder is that of a component, or that of a delivery, whose manifest lists several components. */
async function manifestsIn(folder: string): Promise<Manifest[]> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return [];
  const delivery = parseDelivery(await textOf(path));
  if (delivery) return delivery.components;
  const manifest = await readManifest(folder);
  return manifest ? [manifest] : [];
}

/** The zip that others make of an image need not have `.img` in its name. */
export function formatOf(path: string): Format {
  const [, end] = /\.img(?:\.(xz|zst|zip))?$|\.(zip)$/.exec(path)?.filter(Boolean) ?? [undefined, undefined];
  if (end !== undefined) return end as Format;
  if (path.endsWith('.img')) return 'raw';
  throw new CardImageInvalid(
    path,
    'its name does not say what it is',
    'Name a file that ends in .img, .zip, .img.xz or .img.zst.',
  );
}

async function sizeOf(path: string, format: Format, fileSize: number): Promise<number | undefined> {
  if (fileSize === 0) throw new CardImageInvalid(path, 'it is empty', 'Build or download it again.');
  switch (format) {
    case 'raw':
      return fileSize;
    case 'zip':
      return (await zipEntry(path)).uncompressedSize;
    case 'xz':
      return sizeOfXz(path, fileSize);
    case 'zst':
      return sizeOfZst(path, fileSize);
  }
}

/** Reads the checksum from the `.sha256` beside the file, if there is one. */
async function expectedSha256(path: string): Promise<string | undefined> {
  const beside = `${path}.sha256`;
  if (!existsSync(beside)) return undefined;
  return sha256In(await textOf(beside), basename(path));
}

const textOf = (path: string): Promise<string> =>
  accessing(`Reading ${path}`, path, async () => (await readRegularFile(path)).toString());
