import { mkdtempSync, readlinkSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PACKED } from '../testing/packed';
import { packed, ZEROS } from '../testing/packed';
import type { Format } from './card-image';
import { readImage } from './read-image';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'read-image-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const READABLE = ['blocks.img.xz', 'one.img.xz', 'sized.img.zst', 'unsized.img.zst', 'one.zip', 'folder.zip'] as const;

function image(name: keyof typeof PACKED, content = packed(name)) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, format: path.split('.').at(-1) as Format, fileSize: content.length };
}

async function content(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

it.each(READABLE)('unpacks %s', async (name) => {
  expect((await content(readImage(image(name)))).equals(Buffer.alloc(ZEROS))).toBe(true);
});

it.each(['one.img.xz', 'sized.img.zst'] as const)('unpacks two of %s, one behind the other', async (name) => {
  const twice = image(name, Buffer.concat([packed(name), packed(name)]));
  expect(await content(readImage(twice))).toHaveLength(2 * ZEROS);
});

it.each(READABLE)('reports that %s is cut off', async (name) => {
  const cut = image(name, packed(name).subarray(0, packed(name).length - 20));
  await expect(content(readImage(cut))).rejects.toMatchObject({
    code: expect.stringMatching(/^HK_CARD_IMAGE_(DAMAGED|INVALID)$/),
  });
});

it.each(READABLE)('leaves nothing open when %s is not read to its end', async (name) => {
  for await (const chunk of readImage(image(name))) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  if (process.platform !== 'linux') return;
  // Files are closed behind the end, on a busy machine a while behind.
  const open = () => openFiles().filter((path) => path.startsWith(folder));
  for (let tries = 0; tries < 100 && open().length > 0; tries++) await setTimeout(50);
  expect(open()).toEqual([]);
});

it.each(['blocks.img.xz', 'one.zip'] as const)('reports that %s does not match its checksum', async (name) => {
  const damaged = packed(name);
  // In a zip, that of the list of files counts.
  const checksum = name === 'one.zip' ? damaged.indexOf(Buffer.from('504b0102', 'hex')) + 16 : 128;
  damaged[checksum]! ^= 1;
  await expect(content(readImage(image(name, damaged)))).rejects.toMatchObject({ code: 'HK_CARD_IMAGE_DAMAGED' });
});

it('names a file that is gone', async () => {
  const gone = { path: join(folder, 'gone.img'), format: 'raw' as const, fileSize: 1 };
  await expect(content(readImage(gone))).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
});

const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`)];
    } catch {
      return [];
    }
  });
