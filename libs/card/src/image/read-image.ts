import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { basename } from 'node:path';
import { Decompress } from 'fzstd';
import { XzReadableStream } from 'xz-decompress';
import { fromSystem } from '@hypriotkit/core';
import { CardImageDamaged, CardImageInvalid } from '../errors';
import type { CardImage } from './card-image';
import { readZip } from './zip-entry';

/** The chunks of a stream, as they come. */
export type Chunks = AsyncIterable<Uint8Array>;

/**
 * Yields what an image holds, unpacked. Ends with an error as soon as that is more than the file says it is.
 *
 * @throws CardImageDamaged
 */
export async function* readImage({ path, format, size = Infinity }: CardImage): Chunks {
  try {
    let read = 0;
    for await (const chunk of unpacked(path, format)) {
      read += chunk.length;
      if (read > size) throw new Error(`it holds more than ${size} bytes`);
      yield chunk;
    }
  } catch (error) {
    const converted = fromSystem(`Reading ${path}`, error, path);
    throw converted === error ? new CardImageDamaged(basename(path), (error as Error).message, error) : converted;
  }
}

function unpacked(path: string, format: CardImage['format']): Chunks {
  switch (format) {
    case 'raw':
      return createReadStream(path, { highWaterMark: 1024 * 1024 });
    case 'zip':
      return readZip(path);
    case 'xz':
      return unpackXz(path);
    case 'zst':
      return unpackZst(path);
  }
}

async function* unpackXz(path: string): Chunks {
  yield* new XzReadableStream(Readable.toWeb(createReadStream(path)) as never) as unknown as Chunks;
}

/**
 * Unpacked at once. Four bytes of a file can stand for 128 KiB, and what a piece stands for is in memory as a whole: at most
 * 8 MiB.
 */
const PIECE = 256;

async function* unpackZst(path: string): Chunks {
  let ready: Uint8Array[] = [];
  let isWhole = false;
  const decompress = new Decompress((chunk, final) => {
    ready.push(chunk);
    isWhole = final ?? false;
  });
  const file = createReadStream(path) as Chunks;
  for await (const chunk of file) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      decompress.push(chunk.subarray(at, at + PIECE));
      yield* ready;
      ready = [];
    }
  }
  decompress.push(new Uint8Array(0), true);
  yield* ready;
  if (!isWhole) throw new Error('its end is missing');
}

/**
 * Checks the file against the checksum beside it, if there is one.
 *
 * @throws CardImageInvalid
 */
export async function checkImage({ path, sha256 }: CardImage): Promise<void> {
  if (sha256 === undefined) return;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as Chunks) hash.update(chunk);
  if (hash.digest('hex') !== sha256)
    throw new CardImageInvalid(path, `it does not match ${basename(path)}.sha256`, 'Build or download it again.');
}
