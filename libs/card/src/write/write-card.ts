import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { accessing, Interrupted } from '@hypriotkit/core';
import { CardDiffers, CardImageDamaged, CardNotWritten } from '../errors';
import { readImage } from '../image/read-image';
import type { CardImage } from '../image/card-image';
import { blocksOf } from './blocks';
import type { Overlay } from './overlay';

/** Written at once, and compared at once: 4 MiB, a multiple of every sector and of the erase blocks of most cards. */
const BLOCK = 4 * 1024 * 1024;
/** Written before the disk is waited for, so that the progress is that of the disk. */
const BLOCKS_PER_SYNC = 8;
/** Beyond the partition table and what may be there of another one: 1 MiB. */
const TABLE = 1024 * 1024;
const NO_TABLE = Buffer.alloc(TABLE);

const run = promisify(execFile);

/** What is being done with a card. */
export type Phase = 'downloading' | 'writing' | 'verifying';

/** Receives the progress in bytes: those that are done, and all, if that is known. */
export type Progress = (phase: Phase, done: number, total?: number) => void;

export interface Writing {
  image: CardImage;
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
  /** SHA-256 of each block of BLOCK bytes. */
  digests: Buffer[];
}

async function write(disk: FileHandle, { image, overlay, progress, signal }: Writing): Promise<Written> {
  const digests: Buffer[] = [];
  let table = Buffer.alloc(0);
  let size = 0;
  await writeAll(disk, NO_TABLE, 0);
  await disk.datasync();
  // One block is being written while the next one is unpacked.
  let last = Promise.resolve();
  for await (const block of blocksOf(readImage(image), BLOCK)) {
    signal?.throwIfAborted();
    overlay.apply(block, size);
    digests.push(sha256(block));
    if (size === 0) table = Buffer.from(block.subarray(0, TABLE));
    await last;
    const skipped = size === 0 ? table.length : 0;
    last = put(block.subarray(skipped), size + skipped, digests.length % BLOCKS_PER_SYNC === 0);
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
  return { size, digests };

  async function put(bytes: Uint8Array, position: number, sync: boolean): Promise<void> {
    await writeAll(disk, bytes, position);
    if (sync) await disk.datasync();
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
async function check(disk: FileHandle, { device, progress, signal }: Writing, { size, digests }: Written) {
  if (process.platform === 'linux') await forget(device);
  for (const [index, digest] of digests.entries()) {
    signal?.throwIfAborted();
    const position = index * BLOCK;
    const block = Buffer.allocUnsafe(Math.min(BLOCK, size - position));
    await readAll(disk, block, position);
    if (!sha256(block).equals(digest)) {
      await writeAll(disk, NO_TABLE, 0);
      throw new CardDiffers(device, position, position + block.length);
    }
    progress('verifying', position + block.length);
  }
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
