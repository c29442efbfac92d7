import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256OfFile } from '@hypriotkit/core';
import type { CardImage } from '../image/card-image';
import { readImage } from '../image/read-image';
import { ICON } from './icon';

/** The end of the names of these files, by which Imager's window for files finds them. */
export const EXTENSION = '.rpi-imager-manifest';

/** The families of boards as Imager's own list tags them. The Zero 2 W has the tag of the Pi 3. */
const DEVICES = [
  { name: 'Raspberry Pi 5', tags: ['pi5-64bit'] },
  { name: 'Raspberry Pi 4, 400', tags: ['pi4-64bit'] },
  { name: 'Raspberry Pi 3, Zero 2 W', tags: ['pi3-64bit'] },
];

/** How people will see an image in Imager. */
export interface ImagerEntry {
  name: string;
  description: string;
  /** Where the image can be downloaded: the address of its folder. Without it, Imager gets the file on this machine. */
  baseUrl?: string;
  /** Families of boards for which the image is: `pi3-64bit`, `pi4-64bit`, `pi5-64bit`. */
  devices: string[];
  releaseDate: Date;
}

/**
 * Returns the list of images that Raspberry Pi Imager 2 reads to offer its settings: host name, account, SSH, Wi-Fi.
 *
 * The format: https://github.com/raspberrypi/rpi-imager/tree/main/doc/json-schema
 */
export async function imagerManifest(image: CardImage, entry: ImagerEntry): Promise<object> {
  const { name, description, devices, releaseDate } = entry;
  const { size, sha256 } = await unpacked(image);
  return {
    imager: {
      devices: DEVICES.filter(({ tags }) => tags.some((tag) => devices.includes(tag))).map((device) => ({
        ...device,
        matching_type: 'inclusive',
      })),
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
        devices,
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
