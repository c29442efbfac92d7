import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@hypriotkit/core';
import { type CardSettings, CardSettingInvalid } from '@hypriotkit/card-settings';
import type { CardImage } from '../image/card-image';
import { readImage } from '../image/read-image';
import { blocksOf } from '../write/blocks';
import { Overlay, SECTOR } from '../write/overlay';
import { applySettings } from './apply-settings';
import { BootPartition } from './boot-partition';
import { hashed } from './hashed';

/** In the first sector: the first of four entries, of 16 bytes each. */
const FIRST_PARTITION = 446;
/** Copied at once: 1 MiB. Programs that unpack yield less, even less than a sector. */
const BLOCK = 1024 * 1024;
const ZEROS = Buffer.alloc(BLOCK);
/** The largest offset at which a boot partition may end, in bytes. Everything before it is copied to a file. Ours has 4096 MB at most. */
const LATEST_END = 5 * 1024 * BLOCK;

/**
 * Makes the changes that settings mean for an image, before anything is written.
 *
 * @returns the sectors that take the place of the image's
 * @throws CardSettingInvalid
 */
export async function prepareSettings(image: CardImage, settings: CardSettings): Promise<Overlay> {
  const overlay = new Overlay();
  if (Object.keys(settings).length === 0) return overlay;
  const ready = hashed(settings);
  await withBootPartition(image, overlay, (boot) => applySettings(boot, ready));
  return overlay;
}

/**
 * Works on the boot partition of an image. Only the beginning of the image is unpacked, to a temporary file.
 *
 * @param overlay receives what is written
 */
export async function withBootPartition<T>(
  image: CardImage,
  overlay: Overlay,
  work: (boot: BootPartition) => T,
): Promise<T> {
  const folder = temporaryFolder('hypriotkit-card-');
  try {
    const head = join(folder, 'head.img');
    const sectors = await copyHead(image, head);
    const boot = await BootPartition.open(head, sectors, overlay);
    try {
      return work(boot);
    } finally {
      boot.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies an image up to the end of its first partition. Returns the number of sectors. */
async function copyHead(image: CardImage, to: string): Promise<number> {
  const file = await open(to, 'w');
  try {
    let end = SECTOR;
    let size = 0;
    for await (const chunk of blocksOf(readImage(image), BLOCK)) {
      if (size === 0) end = endOfFirstPartition(Buffer.from(chunk), image.path);
      // What is free in the partition takes no room.
      if (!isZeros(chunk)) await file.write(chunk, 0, chunk.length, size);
      size += chunk.length;
      if (size >= end) break;
    }
    await file.truncate(size);
    return Math.floor(size / SECTOR);
  } finally {
    await file.close();
  }
}

function endOfFirstPartition(beginning: Buffer, path: string): number {
  if (beginning.length < SECTOR || beginning.readUInt16BE(SECTOR - 2) !== 0x55aa)
    throw unsuitable(path, 'has no partition table, so nothing can be set on it');
  const first = beginning.readUInt32LE(FIRST_PARTITION + 8);
  const end = (first + beginning.readUInt32LE(FIRST_PARTITION + 12)) * SECTOR;
  if (end > LATEST_END)
    throw unsuitable(path, 'has a boot partition that ends beyond 5 GiB, so nothing can be set on it');
  return end;
}

const isZeros = (bytes: Uint8Array): boolean => ZEROS.subarray(0, bytes.length).equals(bytes);

const unsuitable = (path: string, reason: string): CardSettingInvalid =>
  new CardSettingInvalid(`The image ${path}`, reason, 'Write it without settings.');
