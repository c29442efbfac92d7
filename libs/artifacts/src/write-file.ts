import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromSystem } from '@hypriotkit/core';

/** Size in bytes and SHA-256 (64 hex digits) of a written file. */
export interface Written {
  size: number;
  sha256: string;
}

/**
 * Streams content to a file without holding it in memory.
 *
 * @param name the file's name in errors
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
