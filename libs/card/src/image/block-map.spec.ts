import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import { blockMapOf, signed } from '../testing/block-map';
import { packed } from '../testing/packed';
import { blockMapPath, findBlockMap } from './block-map';
import { findImage } from './find-image';

const BLOCK = 4096;
const SIZE = 10 * BLOCK + 100;
let folder: string;
let image: string;
let warnings: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'block-map-'));
  image = join(folder, 'a.img');
  writeFileSync(image, Buffer.alloc(SIZE, 'ahoy'));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function found(text: string, place = image) {
  writeFileSync(blockMapPath(place), text);
  return findBlockMap(await findImage(place), { ...silentLogger, warn: (warning) => void warnings.push(warning) });
}

it('is beside the image, whatever packs it', () => {
  expect(['d/a.img', 'd/a.img.zip', 'd/a.img.xz', 'd/a.img.zst', 'd/a.zip'].map(blockMapPath)).toEqual([
    ...Array<string>(4).fill('d/a.img.bmap'),
    'd/a.bmap',
  ]);
});

it('says which bytes a card has to hold', async () => {
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  const map = blockMapOf(image, [
    [0, 2],
    [4, 4],
    [9, 10],
  ]);
  expect(await found(map)).toEqual({
    name: 'a.img.bmap',
    ranges: [
      { start: 0, end: 3 * BLOCK, sha256 },
      { start: 4 * BLOCK, end: 5 * BLOCK, sha256 },
      { start: 9 * BLOCK, end: SIZE, sha256 },
    ],
  });
  expect(warnings).toEqual([]);
});

it('need not be there', async () => {
  expect(await findBlockMap(await findImage(image), silentLogger)).toBeUndefined();
});

const all: [number, number][] = [[0, 10]];
it.each<[string, () => string, string]>([
  ['changed', () => blockMapOf(image, all).replace('0-10', '0-11'), 'it is damaged'],
  ['cut off', () => blockMapOf(image, all).slice(0, -10), 'it cannot be read as XML'],
  ['a page of a server', () => '<!doctype html><html></html>', 'it cannot be read as XML'],
  ['something else', () => '<map />', 'it is not a block map of version 2'],
  ['of an older version', () => blockMapOf(image, all, { version: '1.3' }), 'it is not a block map of version 2'],
  ['of another image', () => blockMapOf(image, all, { size: SIZE + 1 }), 'it is that of an image with another size'],
  ['with other checksums', () => blockMapOf(image, all, { type: 'sha1' }), 'its checksums are not SHA-256'],
  ['with ranges missing', () => blockMapOf(image, all, { mapped: 12 }), 'ranges are missing in it'],
  ['in another order', () => blockMapOf(image, [[4, 5], [0, 1]]), 'its ranges are not in order'], // prettier-ignore
  ['with a range twice', () => blockMapOf(image, [[0, 4], [4, 5]]), 'its ranges are not in order'], // prettier-ignore
  ['with blocks beyond the end', () => blockMapOf(image, [[11, 12]]), 'its ranges are not in order'],
  ['without a checksum', () => resigned((text) => text.replace(/chksum="\w*"/, '')), 'it has a range without blocks'],
  ['without a size', () => resigned((text) => text.replace(/<ImageSize>.*\n/, '')), 'it does not say ImageSize'],
  ['with two sizes', () => resigned((text) => text.replace(/(<ImageSize>.*\n)/, '$1$1')), 'it does not say ImageSize'],
  ['with blocks of x', () => resigned((text) => text.replace('> 4096 <', '> x <')), 'its BlockSize is not a number'],
])('is not used if it is %s, which is said', async (_what, text, reason) => {
  expect(await found(text())).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(/^a\.img\.bmap is not used: .*\. All of the image is written\.$/)]);
  expect(warnings[0]).toContain(reason);
});

/** Changes a block map, and enters its checksum again. */
function resigned(change: (text: string) => string): string {
  const text = blockMapOf(image, all);
  const zeros = text.replace(/(<BmapFileChecksum> )\w{64}/, `$1${'0'.repeat(64)}`);
  return signed(change(zeros));
}

it('is not used if the image does not say its size', async () => {
  const unsized = join(folder, 'b.img.zst');
  writeFileSync(unsized, packed('unsized.img.zst'));
  expect(await found(blockMapOf(image, all), unsized)).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining('the image does not say its size')]);
});

it('is not used if it is too large to be one', async () => {
  writeFileSync(blockMapPath(image), '');
  truncateSync(blockMapPath(image), 64_000_001);
  const log = { ...silentLogger, warn: (warning: string) => void warnings.push(warning) };
  expect(await findBlockMap(await findImage(image), log)).toBeUndefined();
  expect(warnings).toEqual(['a.img.bmap is not used: it is larger than 64 MB. All of the image is written.']);
});

it('is not used if it is not a file', async () => {
  mkdirSync(blockMapPath(image));
  const log = { ...silentLogger, warn: (warning: string) => void warnings.push(warning) };
  expect(await findBlockMap(await findImage(image), log)).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining('a.img.bmap is not used')]);
});
