import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import { fromSystem } from '@hypriotkit/core';
import { CardImageInvalid } from '../errors';

const openZip = promisify<string, Options, ZipFile>(open);

/** The ways of packing that yauzl unpacks: not at all, and Deflate. */
const METHODS = [0, 8];

/** Returns the only file in a zip archive. */
export async function zipEntry(path: string): Promise<Entry> {
  const zip = await opened(path);
  try {
    const { count, entry } = await lastFile(zip, path);
    if (count !== 1) throw invalid(path, `it has ${count} files, and an image is one`);
    if (entry!.isEncrypted()) throw invalid(path, 'it is encrypted', 'Unpack it yourself, and name what is in it.');
    if (!METHODS.includes(entry!.compressionMethod))
      throw invalid(path, 'it is not packed with Deflate', 'Unpack it yourself, and name what is in it.');
    return entry!;
  } finally {
    zip.close();
  }
}

/** Yields the content of the only file in a zip archive, and checks its CRC-32, which yauzl does not. */
export async function* readZip(path: string): AsyncGenerator<Uint8Array> {
  const entry = await zipEntry(path);
  const zip = await opened(path);
  try {
    const stream = await promisify(zip.openReadStream.bind(zip))(entry);
    let sum = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw new Error('its content does not match its CRC-32');
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openZip(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    const converted = fromSystem(`Reading ${path}`, error, path);
    throw converted === error ? invalid(path, 'it is not a zip archive, or is damaged', undefined, error) : converted;
  }
}

/** Returns the last file, and how many there are. There may be millions. */
function lastFile(zip: ZipFile, path: string): Promise<{ count: number; entry?: Entry }> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let last: Entry | undefined;
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) {
        count += 1;
        last = entry;
      }
      zip.readEntry();
    });
    zip.once('end', () => resolve({ count, ...(last && { entry: last }) }));
    zip.once('error', (error) => reject(invalid(path, 'its list of files is damaged', undefined, error)));
    zip.readEntry();
  });
}

const invalid = (path: string, reason: string, hint = 'Build or download it again.', cause?: unknown) =>
  new CardImageInvalid(path, reason, hint, cause);
