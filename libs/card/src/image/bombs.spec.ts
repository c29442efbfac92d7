import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { packed, ZEROS } from '../testing/packed';
import { findImage } from './find-image';
import { readImage } from './read-image';

/* Small files that unpack to far more than they say, or take far more memory than others. */

const MB = 1024 * 1024;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bombs-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Unpacks an image. Returns how much came, the error, and the most memory of what had come and was not taken. */
async function unpacked(path: string) {
  let size = 0;
  let memory = 0;
  const before = process.memoryUsage().arrayBuffers;
  try {
    for await (const chunk of readImage(await findImage(path))) {
      size += chunk.length;
      memory = Math.max(memory, process.memoryUsage().arrayBuffers - before);
    }
  } catch (error) {
    return { size, memory, error: error as Error };
  }
  return { size, memory };
}

/** A frame of zstd: blocks of 128 KiB that are one byte repeated, four bytes each. */
function zst(blocks: number, announced: number, window = 7 << 3): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, window, 0, 0, 0, 0]);
  header.writeUInt32LE(announced, 6);
  const block = (isLast: 0 | 1) => [
    ...Buffer.from(Uint32Array.of(((128 * 1024) << 3) | 2 | isLast).buffer).subarray(0, 3),
    0,
  ];
  return Buffer.concat([header, ...Array<Buffer>(blocks - 1).fill(Buffer.from(block(0))), Buffer.from(block(1))]);
}

/** A zip archive with one file, and what its list of files says of it. */
function zip(content: Buffer, announced: number): Buffer {
  const data = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(announced, 18);
  fields.writeUInt16LE(1, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from('a'), data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, Buffer.alloc(14), Buffer.from('a')]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** An .xz file whose index says that it holds less. */
function xz(announced: number): Buffer {
  const content = packed('one.img.xz');
  const size = Buffer.from([0xc0, 0x9a, 0x0c]);
  const at = content.lastIndexOf(size);
  content.set([0x80 | (announced & 0x7f), 0x80 | ((announced >> 7) & 0x7f), announced >> 14], at);
  return content;
}

describe('an image that holds more than it says', () => {
  it.each<[string, () => Buffer, number]>([
    ['a.img.zst', () => zst(2500, MB), MB],
    ['a.img.zip', () => zip(Buffer.alloc(10 * MB), MB), MB],
    ['a.img.xz', () => xz(70_000), 70_000],
  ])('ends there: %s', async (name, content, announced) => {
    const path = file(name, content());
    expect(await findImage(path)).toMatchObject({ size: announced });
    const { size, error } = await unpacked(path);
    expect(size).toBeLessThanOrEqual(announced);
    expect(error).toMatchObject({ code: 'HK_CARD_IMAGE_DAMAGED' });
  });

  it('is one of 200 000 zeros, unless that was changed', async () => {
    expect(await unpacked(file('a.img.xz', xz(ZEROS)))).toMatchObject({ size: ZEROS });
  });
});

it('a file of 10 kB that stands for 300 MB takes little memory', async () => {
  const { size, memory } = await unpacked(file('a.img.zst', zst(2500, 2500 * 128 * 1024)));
  expect(size).toBe(2500 * 128 * 1024);
  expect(memory).toBeLessThan(100 * MB);
});

it('a file that needs more memory to be unpacked than any is refused', async () => {
  const large = {
    code: 'HK_CARD_IMAGE_INVALID',
    message: expect.stringContaining('more than 128 MB of memory') as string,
  };
  await expect(findImage(file('a.img.zst', zst(1, 128 * 1024, 18 << 3)))).rejects.toMatchObject(large);
  const whole = zst(2, 0);
  // A single segment: the size in place of the window.
  whole[4] = 0xa0;
  whole.writeUInt32LE(2 ** 31 - 1, 5);
  await expect(findImage(file('b.img.zst', whole))).rejects.toMatchObject(large);
  expect(await findImage(file('c.img.zst', zst(1, 128 * 1024, 17 << 3)))).toMatchObject({ size: 128 * 1024 });
});

it('a file of blocks of four bytes is looked through within seconds', async () => {
  const path = file('a.img.zst', zst(1_000_000, 0));
  const before = process.cpuUsage();
  await findImage(path);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
});
