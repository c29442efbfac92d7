import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { accessing, Interrupted } from '@hypriotkit/core';
import { CardDiffers, CardImageDamaged, CardNotWritten } from '../errors';
import type { BlockMap } from '../image/block-map';
import { CheckAgainstMap } from '../image/check-against-map';
import { readImage } from '../image/read-image';
import type { CardImage } from '../image/card-image';
import { blocksOf } from './blocks';
import type { Overlay } from './overlay';
import { stretchesToWrite, TABLE, within, type Stretch } from './stretches';

/** Written at once, and compared at once: 4 MiB, a multiple of every sector and of the erase blocks of most cards. */
const BLOCK = 4 * 1024 * 1024;
/** Written before the disk is waited for, so that the progress is that of the disk. */
const BYTES_PER_SYNC = 8 * BLOCK;
const NO_TABLE = Buffer.alloc(TABLE);

const run = promisify(execFile);

/** What is being done with a card. */
export type Phase = 'downloading' | 'writing' | 'verifying';

/** Receives the progress in bytes: those that are done, and all, if that is known. */
export type Progress = (phase: Phase, done: number, total?: number) => void;

export interface Writing {
  image: CardImage;
  /** Without it, all of the image is written. */
  map?: BlockMap;
  overlay: Overlay;
  /** Path of the disk. */
  device: string;
  progress: Progress;
  signal?: AbortSignal;
  /** Reads the card back, and compares it. */
  verify: boolean;
}

/**
 * Writes an image to a disk and reads it back. The partition table is written when all else is on the disk. Until then
 * the disk has none: what was interrupted does not look like a card.
 *
 * @returns the bytes of the image
 * @throws CardNotWritten, CardDiffers, CardImageDamaged, Interrupted
 */
export async function writeCard(writing: Writing): Promise<number> {
  const { device, signal, verify } = writing;
  // For this program alone: a disk in use is refused, and no desktop mounts it before it has been read back.
  const flags = constants.O_RDWR | constants.O_EXCL;
  const disk = await accessing(`Opening ${device}`, device, () => open(device, flags));
  try {
    const written = await write(disk, writing);
    if (verify) await check(disk, writing, written);
    return written.size;
  } catch (error) {
    if (signal?.aborted) throw new Interrupted(`Writing ${device}`, error);
    throw asCardError(device, error);
  } finally {
    // A disk that is gone cannot be closed either.
    await disk.close().catch(() => undefined);
  }
}

function asCardError(device: string, error: unknown): unknown {
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  const isOfDisk = ['read', 'write', 'fsync', 'fdatasync'].includes(syscall);
  return isOfDisk ? new CardNotWritten(device, REASONS[code] ?? code, error) : error;
}

const REASONS: Record<string, string> = {
  EIO: 'the disk does not answer. It was pulled out, or is broken',
  ENXIO: 'the disk is gone',
  ENODEV: 'the disk is gone',
  ENOSPC: 'the disk is smaller than the image',
  EROFS: 'the disk is write-protected',
};

/** What a disk has to hold. */
interface Written {
  size: number;
  /** What was written, in parts of at most BLOCK bytes, with the SHA-256 of each. */
  parts: (Stretch & { digest: Buffer })[];
}

async function write(disk: FileHandle, { image, map, overlay, progress, signal }: Writing): Promise<Written> {
  const stretches = stretchesToWrite(overlay, map);
  const imageCheck = map && new CheckAgainstMap(image.path, map);
  const parts: Written['parts'] = [];
  let table = Buffer.alloc(0);
  let size = 0;
  let unsynced = 0;
  await writeAll(disk, NO_TABLE, 0);
  await disk.datasync();
  // One block is being written while the next one is unpacked.
  let last = Promise.resolve();
  for await (const block of blocksOf(readImage(image), BLOCK)) {
    signal?.throwIfAborted();
    imageCheck?.take(block, size);
    overlay.apply(block, size);
    const chosen = within(stretches, size, size + block.length);
    for (const { start, end } of chosen)
      parts.push({ start, end, digest: sha256(block.subarray(start - size, end - size)) });
    if (size === 0) table = Buffer.from(block.subarray(0, TABLE));
    await last;
    last = put(block, size, chosen);
    // It is reported when it is awaited.
    last.catch(() => undefined);
    size += block.length;
    progress('writing', size);
  }
  await last;
  if (image.size !== undefined && size !== image.size)
    throw new CardImageDamaged(image.path, `it holds ${size} bytes in place of ${image.size}`);
  await disk.sync();
  await writeAll(disk, table, 0);
  await disk.sync();
  return { size, parts };

  /** Writes parts of a block, apart from the table. */
  async function put(block: Uint8Array, position: number, chosen: Stretch[]): Promise<void> {
    for (const { start, end } of within(chosen, TABLE, Infinity)) {
      await writeAll(disk, block.subarray(start - position, end - position), start);
      unsynced += end - start;
    }
    if (unsynced < BYTES_PER_SYNC) return;
    unsynced = 0;
    await disk.datasync();
  }
}

async function writeAll(disk: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await disk.write(bytes, done, bytes.length - done, position + done);
    // Neither an error nor progress: the end of the disk.
    if (bytesWritten === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    done += bytesWritten;
  }
}

/** Reads back what was written. A disk that holds something else loses its partition table. */
async function check(disk: FileHandle, { device, progress, signal }: Writing, { size, parts }: Written) {
  if (process.platform === 'linux') await forget(device);
  for (const { start, end, digest } of parts) {
    signal?.throwIfAborted();
    const part = Buffer.allocUnsafe(end - start);
    await readAll(disk, part, start);
    if (!sha256(part).equals(digest)) {
      await writeAll(disk, NO_TABLE, 0);
      throw new CardDiffers(device, start, end);
    }
    progress('verifying', end);
  }
  if (parts.at(-1)?.end !== size) progress('verifying', size);
}

/** Makes the system forget what it knows of a disk. Otherwise it would answer from its memory. dd needs no root. */
const forget = (device: string) =>
  run('dd', [`if=${device}`, 'iflag=nocache', 'count=0']).catch(() => run('blockdev', ['--flushbufs', device]));

async function readAll(disk: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await disk.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
    done += bytesRead;
  }
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
