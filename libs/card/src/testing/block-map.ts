import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const BLOCK = 4096;
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** What can be wrong in a block map. */
interface Wrong {
  version?: string;
  type?: string;
  size?: number;
  mapped?: number;
}

/** Returns the block map of an image whose file is not packed, with ranges of blocks: the first and the last of each. */
export function blockMapOf(path: string, ranges: [number, number][], wrong: Wrong = {}): string {
  const image = readFileSync(path);
  const line = ([first, last]: [number, number]) =>
    `<Range chksum="${sha256(image.subarray(first * BLOCK, (last + 1) * BLOCK))}"> ${first === last ? first : `${first}-${last}`} </Range>`;
  const mapped = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return signed(`<?xml version="1.0" ?>
<!-- Ranges of blocks -->
<bmap version="${wrong.version ?? '2.0'}">
    <ImageSize> ${wrong.size ?? image.length} </ImageSize>
    <BlockSize> ${BLOCK} </BlockSize>
    <BlocksCount> ${Math.ceil(image.length / BLOCK)} </BlocksCount>
    <MappedBlocksCount> ${wrong.mapped ?? mapped} </MappedBlocksCount>
    <ChecksumType> ${wrong.type ?? 'sha256'} </ChecksumType>
    <BmapFileChecksum> ${'0'.repeat(64)} </BmapFileChecksum>
    <BlockMap>
        ${ranges.map(line).join('\n        ')}
    </BlockMap>
</bmap>
`);
}

/** Enters the checksum of a block map that has zeros in its place. */
export const signed = (text: string): string => text.replace('0'.repeat(64), sha256(text));
