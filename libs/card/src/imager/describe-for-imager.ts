import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CardSettingInvalid } from '@hypriotkit/card-settings';
import { accessing, withoutCredentials } from '@hypriotkit/core';
import { CardImageInvalid } from '../errors';
import { isAddress } from '../image/download';
import { findImage } from '../image/find-image';
import { checkImage } from '../image/read-image';
import { withBootPartition } from '../settings/prepare';
import { Overlay } from '../write/overlay';
import { familiesOf } from './families';
import { imagerManifest } from './imager-manifest';

/** The end of the names of these files, by which Imager's window for files finds them. */
const EXTENSION = '.rpi-imager-manifest';

interface DescribeOptions {
  /** Address of the folder from which people will download the image. Without it, Imager takes the file where it is. */
  url?: string | undefined;
  /** Board whose image it is, for the name that people see. */
  board?: string | undefined;
  /** Path of the file, without its extension. By default, it is beside the image and has its name. */
  path?: string | undefined;
}

/**
 * Writes a file that Raspberry Pi Imager opens, to offer its settings for an image.
 *
 * @param place the image, or the folder of a build that has one
 * @returns the path of the file
 */
export async function describeForImager(
  place: string,
  { url, board, path: given }: DescribeOptions = {},
): Promise<string> {
  if (url !== undefined && !isAddress(url))
    throw new CardSettingInvalid('The address', `${JSON.stringify(url)} is invalid`, 'Begin it with https:// (--url).');
  if (url !== undefined && withoutCredentials(url) !== url)
    throw new CardSettingInvalid(
      'The address',
      'has a name or a password, which everybody could read in the file',
      'Leave it out (--url), and let the server give the image to whoever asks.',
    );
  const image = await findImage(place);
  await checkImage(image);
  const families = await withBootPartition(image, new Overlay(), familiesOf);
  if (families.length === 0)
    throw new CardImageInvalid(image.path, 'it has no device tree of a Raspberry Pi', 'Imager writes no other images.');
  const manifest = await imagerManifest(image, {
    name: board === undefined ? 'HypriotOS' : `HypriotOS (${board})`,
    description: '64-bit Debian with Docker',
    families,
    releaseDate: (await stat(image.path)).mtime,
    ...(url !== undefined && { baseUrl: url }),
  });
  const path = `${given ?? image.path.replace(/(\.img)?(\.(zip|xz|zst))?$/, '')}${EXTENSION}`;
  const unfinished = `${path}.${process.pid}`;
  await accessing(`Writing ${path}`, path, async () => {
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`);
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
  });
  return path;
}
