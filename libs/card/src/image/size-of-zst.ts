import { open, type FileHandle } from 'node:fs/promises';
import { CardImageInvalid } from '../errors';

const MAGIC = 0xfd2fb528;
/** Of frames that hold no content. The last four bits are free. */
const SKIPPABLE = 0x184d2a50;
/** The longest header of a frame, in bytes. */
const HEADER = 18;
const BLOCK_HEADER = 3;
const ONE_BYTE_REPEATED = 1;

/**
 * Returns the size of what a .zst file holds, in bytes, if the headers of its frames say so. Nothing is unpacked: blocks
 * are skipped.
 *
 * The format: RFC 8878, section 3.1.
 */
export async function sizeOfZst(path: string, fileSize: number): Promise<number | undefined> {
  const file = await open(path);
  try {
    let size: number | undefined = 0;
    for (let position = 0; position < fileSize;) {
      const header = await bytes(file, position, HEADER);
      const isEmpty = (header.readUInt32LE(0) & ~0xf) >>> 0 === SKIPPABLE;
      if (!isEmpty && header.readUInt32LE(0) !== MAGIC) throw invalid(path, 'it is not a .zst file, or is damaged');
      position = isEmpty ? position + 8 + header.readUInt32LE(4) : await endOfFrame(file, position, header, fileSize);
      if (position > fileSize) throw invalid(path, 'its end is missing');
      const own = isEmpty ? 0 : contentSize(header);
      size = own === undefined || size === undefined ? undefined : size + own;
    }
    return size;
  } finally {
    await file.close();
  }
}

/** The fields of a frame's header: which are there, and where they begin. */
function fieldsOf(header: Buffer) {
  const descriptor = header[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizePosition = 5 + (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  const sizeLength = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  return { sizePosition, sizeLength, checksum: (descriptor & 4) !== 0 ? 4 : 0 };
}

function contentSize(header: Buffer): number | undefined {
  const { sizePosition, sizeLength } = fieldsOf(header);
  switch (sizeLength) {
    case 0:
      return undefined;
    case 1:
      return header[sizePosition];
    case 2:
      return header.readUInt16LE(sizePosition) + 256;
    case 4:
      return header.readUInt32LE(sizePosition);
    default:
      return Number(header.readBigUInt64LE(sizePosition));
  }
}

async function endOfFrame(file: FileHandle, start: number, header: Buffer, fileSize: number): Promise<number> {
  const { sizePosition, sizeLength, checksum } = fieldsOf(header);
  let position = start + sizePosition + sizeLength;
  for (let isLast = false; !isLast && position < fileSize;) {
    const block = (await bytes(file, position, BLOCK_HEADER)).readUIntLE(0, BLOCK_HEADER);
    isLast = (block & 1) === 1;
    position += BLOCK_HEADER + (((block >> 1) & 3) === ONE_BYTE_REPEATED ? 1 : block >> 3);
    // A file that ends here has no last block.
    if (!isLast && position >= fileSize) return fileSize + 1;
  }
  return position + checksum;
}

/** Beyond the end of the file, they are 0. */
async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}

const invalid = (path: string, reason: string) => new CardImageInvalid(path, reason, 'Build or download it again.');
