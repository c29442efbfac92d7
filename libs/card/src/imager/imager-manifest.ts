import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256OfFile } from '@hypriotkit/core';
import type { CardImage } from '../image/card-image';
import { readImage } from '../image/read-image';
import type { Family } from './families';
import { ICON } from './icon';

/** How people will see an image in Imager. */
export interface ImagerEntry {
  name: string;
  description: string;
  /** Where the image can be downloaded: the address of its folder. Without it, Imager gets the file on this machine. */
  baseUrl?: string;
  /** Families of boards for which the image is. */
  families: Family[];
  releaseDate: Date;
}

/**
 * Returns the list of images that Raspberry Pi Imager 2 reads to offer its settings: host name, account, SSH, Wi-Fi.
 *
 * The format: https://github.com/raspberrypi/rpi-imager/tree/main/doc/json-schema
 */
export async function imagerManifest(image: CardImage, entry: ImagerEntry): Promise<object> {
  const { name, description, families, releaseDate } = entry;
  const { size, sha256 } = await unpacked(image);
  return {
    imager: {
      devices: families.map((family) => ({ name: family.name, tags: [family.tag], matching_type: 'inclusive' })),
    },
    os_list: [
      {
        name,
        description,
        icon: ICON,
        url: addressOf(image.path, entry.baseUrl),
        extract_size: size,
        extract_sha256: sha256,
        image_download_size: image.fileSize,
        image_download_sha256: image.sha256 ?? (await sha256OfFile(image.path)),
        release_date: releaseDate.toISOString().slice(0, 10),
        init_format: 'cloudinit',
        devices: families.map(({ tag }) => tag),
        architecture: 'armv8',
        capabilities: ['passwordless_sudo'],
      },
    ],
  };
}

const addressOf = (path: string, baseUrl?: string): string =>
  baseUrl === undefined
    ? pathToFileURL(resolve(path)).href
    : `${baseUrl.replace(/\/+$/, '')}/${encodeURIComponent(basename(path))}`;

async function unpacked(image: CardImage): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of readImage(image)) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}
