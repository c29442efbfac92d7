import { open, type FileHandle } from 'node:fs/promises';
import { CardImageInvalid } from '../errors';

/** Size of the header and of the footer of a stream, in bytes. */
const EDGE = 12;
const FOOTER_MAGIC = 'YZ';
/** That of millions of blocks, in bytes. It is read as a whole. */
const LARGEST_INDEX = 64 * 1024 * 1024;

/**
 * Returns the size of what an .xz file holds, in bytes, without unpacking it: the sum of its index. Undefined if the
 * file has several streams, whose sizes are not in one place.
 *
 * The format: https://tukaani.org/xz/xz-file-format.txt, sections 2.1.2 and 4.
 */
export async function sizeOfXz(path: string, fileSize: number): Promise<number | undefined> {
  const file = await open(path);
  try {
    const footer = await bytes(file, fileSize - EDGE, EDGE);
    const indexSize = (footer.readUInt32LE(4) + 1) * 4;
    if (footer.toString('latin1', 10) !== FOOTER_MAGIC || indexSize + 2 * EDGE > Math.min(fileSize, LARGEST_INDEX))
      throw new CardImageInvalid(path, 'it is not an .xz file, or its end is missing', 'Build or download it again.');
    const { unpacked, packed } = sizesIn(await bytes(file, fileSize - EDGE - indexSize, indexSize));
    return packed + indexSize + 2 * EDGE === fileSize ? unpacked : undefined;
  } finally {
    await file.close();
  }
}

/** Sums up the records of an index: the sizes of each block, packed (up to a multiple of four) and unpacked. */
function sizesIn(index: Buffer): { packed: number; unpacked: number } {
  let position = 1;
  const next = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = index[position++] ?? 0;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  };
  const sizes = { packed: 0, unpacked: 0 };
  for (let records = next(); records > 0 && position < index.length; records--) {
    sizes.packed += Math.ceil(next() / 4) * 4;
    sizes.unpacked += next();
  }
  return sizes;
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  if (position >= 0) await file.read(buffer, 0, length, position);
  return buffer;
}
