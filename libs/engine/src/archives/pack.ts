import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Header, Pack } from 'tar-stream';
import { ContentChanged } from '../errors';

export interface TarItem {
  /** The size of a file is filled in when the file is packed. */
  header: Partial<Header> & Pick<Header, 'name'>;
  /** The file on disk with the content. */
  file?: string;
  /** Expected SHA-256 of the file, 64 hex digits, if known. */
  sha256?: string | undefined;
  /** The content, if it is not on disk. */
  text?: string;
}

/**
 * Returns a tar archive that is packed while it is read, so only a few blocks are in memory at a time. The stream fails
 * with ContentChanged at a file with another SHA-256 than expected.
 */
export function packItems(items: Iterable<TarItem>): Readable {
  const tar = pack();
  fill(tar, items).catch((error: Error) => tar.destroy(error));
  // Converts the stream of tar-stream to one of Node.js.
  return Readable.from(tar, { objectMode: false });
}

async function fill(tar: Pack, items: Iterable<TarItem>): Promise<void> {
  for (const { header, file, sha256, text } of items) {
    if (text !== undefined) tar.entry(header, text);
    else if (file === undefined) tar.entry(header);
    else await addFile(tar, header, file, sha256);
  }
  tar.finalize();
}

async function addFile(tar: Pack, header: TarItem['header'], file: string, sha256?: string): Promise<void> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw sha256 === undefined ? error : new ContentChanged(file, `it can no longer be read (${error.message})`, error);
  });
  try {
    const { size, mtime } = await handle.stat();
    const content = checked(handle.createReadStream({ autoClose: false }), { file, size, sha256 });
    await pipeline(content, tar.entry({ mtime, ...header, size }));
  } finally {
    await handle.close();
  }
}

/** Passes the content on. Fails with ContentChanged if its SHA-256 is not the expected one. */
async function* checked(
  source: AsyncIterable<Buffer>,
  { file, size, sha256 }: { file: string; size: number; sha256: string | undefined },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of source) {
    read += chunk.length;
    if (read > size) break;
    hash.update(chunk);
    yield chunk;
  }
  if (read !== size) throw new ContentChanged(file, `it had ${size} bytes and has ${read > size ? 'more' : read} now`);
  const found = hash.digest('hex');
  if (sha256 !== undefined && found !== sha256) {
    throw new ContentChanged(file, `its SHA-256 was ${sha256} and is ${found} now`);
  }
}
