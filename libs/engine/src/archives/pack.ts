import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Header, Pack } from 'tar-stream';

export interface TarItem {
  /** The size of a file is filled in when its turn comes. */
  header: Partial<Header> & Pick<Header, 'name'>;
  /** The file on disk whose content it has. */
  file?: string;
  /** Its content, where it is not on disk. */
  text?: string;
}

/** A tar archive, made while it is read: of the files, only a few blocks are in memory at any time. */
export function packItems(items: Iterable<TarItem>): Readable {
  const tar = pack();
  fill(tar, items).catch((error: Error) => tar.destroy(error));
  // tar-stream's streams are not Node's own; what leaves this package is.
  return Readable.from(tar, { objectMode: false });
}

async function fill(tar: Pack, items: Iterable<TarItem>): Promise<void> {
  for (const { header, file, text } of items) {
    if (text !== undefined) tar.entry(header, text);
    else if (file === undefined) tar.entry(header);
    else await addFile(tar, header, file);
  }
  tar.finalize();
}

async function addFile(tar: Pack, header: TarItem['header'], file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { size, mtime } = await handle.stat();
    const entry = tar.entry({ mtime, ...header, size });
    await pipeline(handle.createReadStream({ autoClose: false }), entry);
  } finally {
    await handle.close();
  }
}
