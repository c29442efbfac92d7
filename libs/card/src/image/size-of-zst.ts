import { open } from 'node:fs/promises';
import { CardImageInvalid } from '../errors';

const MAGIC = 0xfd2fb528;
/** The longest header of a frame, in bytes. */
const HEADER = 18;

/**
 * Returns the size of what a .zst file holds, in bytes, if the header of its frame says so.
 *
 * The format: RFC 8878, section 3.1.1.1.
 */
export async function sizeOfZst(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(HEADER);
    await file.read(header, 0, HEADER, 0);
    if (header.readUInt32LE(0) !== MAGIC)
      throw new CardImageInvalid(path, 'it is not a .zst file', 'Build or download it again.');
    return contentSize(header);
  } finally {
    await file.close();
  }
}

function contentSize(header: Buffer): number | undefined {
  const descriptor = header[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const position = 5 + (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  switch (descriptor >> 6) {
    case 0:
      return isSingleSegment ? header[position] : undefined;
    case 1:
      return header.readUInt16LE(position) + 256;
    case 2:
      return header.readUInt32LE(position);
    default:
      return Number(header.readBigUInt64LE(position));
  }
}
