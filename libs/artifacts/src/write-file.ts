import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromSystem } from '@hypriotkit/core';

/** Size in bytes and hexadecimal SHA-256 of a file that was written. */
export interface Written {
  size: number;
  sha256: string;
}

/**
 * Writes a file from a stream, never held in memory.
 *
 * @param name how the file is called in an error
 */
export async function writeFileFrom(path: string, content: Readable, name = path): Promise<Written> {
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(path)).catch((error: unknown) => {
    throw fromSystem(`Writing ${name}`, error, name);
  });
  return { size, sha256: hash.digest('hex') };
}
