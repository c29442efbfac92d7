import { open, type FileHandle } from 'node:fs/promises';
import { CardImageInvalid } from '../errors';

const MAGIC = 0xfd2fb528;
/** Of frames that hold no content. The last four bits are free. */
const SKIPPABLE = 0x184d2a50;
/** The longest header of a frame, in bytes. */
const HEADER = 18;
const BLOCK_HEADER = 3;
const ONE_BYTE_REPEATED = 1;
/** Read at once. A block can be four bytes long, and a file can have millions of them. */
const PAGE = 4096;
/** Memory that unpacking takes. `zstd` has the same limit. */
const LARGEST_WINDOW = 128 * 1024 * 1024;

/**
 * Returns the size of what a .zst file holds, in bytes, if the headers of its frames say so. Nothing is unpacked: blocks
 * are skipped.
 *
 * The format: RFC 8878, section 3.1.
 */
export async function sizeOfZst(path: string, fileSize: number): Promise<number | undefined> {
  const file = await open(path);
  const bytes = inPages(file);
  try {
    let size: number | undefined = 0;
    for (let position = 0; position < fileSize;) {
      const header = await bytes(position, HEADER);
      const isEmpty = (header.readUInt32LE(0) & ~0xf) >>> 0 === SKIPPABLE;
      if (!isEmpty && header.readUInt32LE(0) !== MAGIC) throw invalid(path, 'it is not a .zst file, or is damaged');
      if (!isEmpty && windowSize(header) > LARGEST_WINDOW)
        throw invalid(
          path,
          'unpacking it takes more than 128 MB of memory',
          'Pack it with another program or without --long.',
        );
      position = isEmpty ? position + 8 + header.readUInt32LE(4) : await endOfFrame(bytes, position, header, fileSize);
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

/** How much of what was unpacked has to be at hand for what follows, in bytes. A single segment is kept as a whole. */
function windowSize(header: Buffer): number {
  if ((header[4]! & 0x20) !== 0) return contentSize(header)!;
  return 2 ** (10 + (header[5]! >> 3)) * (1 + (header[5]! & 7) / 8);
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

async function endOfFrame(bytes: Bytes, start: number, header: Buffer, fileSize: number): Promise<number> {
  const { sizePosition, sizeLength, checksum } = fieldsOf(header);
  let position = start + sizePosition + sizeLength;
  for (let isLast = false; !isLast && position < fileSize;) {
    const block = (await bytes(position, BLOCK_HEADER)).readUIntLE(0, BLOCK_HEADER);
    isLast = (block & 1) === 1;
    position += BLOCK_HEADER + (((block >> 1) & 3) === ONE_BYTE_REPEATED ? 1 : block >> 3);
    // A file that ends here has no last block.
    if (!isLast && position >= fileSize) return fileSize + 1;
  }
  return position + checksum;
}

/** Returns some bytes of a file, fewer than PAGE. Beyond its end, they are 0. */
type Bytes = (position: number, length: number) => Promise<Buffer>;

function inPages(file: FileHandle): Bytes {
  let start = 0;
  let page = Buffer.alloc(0);
  return async (position, length) => {
    if (position < start || position + length > start + page.length) {
      page = Buffer.alloc(PAGE);
      start = position;
      await file.read(page, 0, PAGE, position);
    }
    return page.subarray(position - start, position - start + length);
  };
}

const invalid = (path: string, reason: string, hint = 'Build or download it again.') =>
  new CardImageInvalid(path, reason, hint);
