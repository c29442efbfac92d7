import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flash, type FlashOptions } from './flash';
import { blockMapOf } from './testing/block-map';
import { cardBench, MB, overwrite } from './testing/card-bench';
import type { LoopDevice } from './testing/loop-device';
import { readFileOf } from './testing/small-image';

const { folder, image, diskOf, flashing, hasImage } = cardBench();
const zipped = `${image}.zip`;
beforeAll(() => execFileSync('zip', ['--quiet', '--junk-paths', zipped, image]));

describe('with a block map beside the image', () => {
  const map = `${image}.bmap`;
  /** All but two parts of zeros: one in the boot partition, and one behind it. */
  const MAPPED: [number, number][] = [
    [0, 10 * MB],
    [16 * MB, 17 * MB],
    [20 * MB, 40 * MB],
  ];
  const FREE: [number, number][] = [
    [10 * MB, 16 * MB],
    [17 * MB, 20 * MB],
  ];
  const blocks = (parts: [number, number][]) =>
    parts.map(([start, end]): [number, number] => [start / 4096, end / 4096 - 1]);
  const OLD = randomBytes(64 * MB);
  let disk: LoopDevice;
  let said: string[];
  beforeEach(() => {
    writeFileSync(map, blockMapOf(image, blocks(MAPPED)));
    disk = diskOf(64);
    writeFileSync(disk.file, OLD);
    said = [];
  });
  afterEach(() => rmSync(map, { force: true }));

  const say = (text: string) => void said.push(text);
  const flashed = (own: Partial<FlashOptions> = {}) =>
    flash(flashing(disk, { log: { step: say, detail: () => undefined, warn: say }, ...own }));
  const holds = (what: Buffer, parts: [number, number][]) =>
    parts.every(([start, end]) => disk.content().subarray(start, end).equals(what.subarray(start, end)));

  it.each([
    ['raw', () => image],
    ['zip', () => zipped],
  ])('leaves out what is free in it, and reads back the rest: %s', async (_format, place) => {
    const done: string[] = [];
    await flashed({ image: place(), progress: (phase, bytes) => void done.push(`${phase} ${bytes}`) });
    expect(holds(readFileSync(image), MAPPED)).toBe(true);
    expect(holds(OLD, [...FREE, [40 * MB, 64 * MB]])).toBe(true);
    expect(said).toContain('Skipping 9 MB that are free in the image, as hypriotos-rpi64-latest.img.bmap says');
    expect(done).toContain(`writing ${40 * MB}`);
    expect(done.at(-1)).toBe(`verifying ${40 * MB}`);
  });

  it('writes what settings have changed, wherever it is', async () => {
    const large = randomBytes(6 * MB).toString('hex');
    await flashed({ settings: { files: { large: Buffer.from(large) } } });
    expect((await readFileOf(disk.device, 'large')) === large).toBe(true);
    expect(holds(OLD, [[17 * MB, 20 * MB]])).toBe(true);
    expect(said).toContainEqual(expect.stringMatching(/^Skipping [56] MB /));
  });

  it('writes all of it if asked to', async () => {
    await flashed({ bmap: false });
    expect(hasImage(disk)).toBe(true);
    expect(said.join()).not.toMatch(/Skipping|bmap/);
  });

  it('writes all of it if the map is damaged, and says so', async () => {
    writeFileSync(map, readFileSync(map, 'utf8').replace('> 0-', '> 1-'));
    await flashed();
    expect(hasImage(disk)).toBe(true);
    expect(said).toContain('hypriotos-rpi64-latest.img.bmap is not used: it is damaged. All of the image is written.');
  });

  it.each<[string, [number, number][]]>([
    ['leaves out what the image has', [[0, 10 * MB]]],
    ['has other checksums', [[0, 40 * MB]]],
  ])('finishes no card if the map is that of another image, which %s', async (_what, parts) => {
    const other = join(folder, 'other.img');
    writeFileSync(other, Buffer.alloc(40 * MB));
    const source = parts[0]![1] === 40 * MB ? other : image;
    writeFileSync(map, blockMapOf(source, blocks(parts)));
    await expect(flashed()).rejects.toMatchObject({
      code: 'HK_CARD_IMAGE_DAMAGED',
      message: expect.stringContaining('does not match hypriotos-rpi64-latest.img.bmap'),
    });
    expect(disk.content(MB).every((byte) => byte === 0)).toBe(true);
  });

  it('reads back only what it wrote, and finds what differs', async () => {
    const spoil = (position: number) => (phase: string, bytes: number) =>
      void (phase === 'verifying' && bytes === 4 * MB && overwrite(disk.device, position));
    await flashed({ progress: spoil(18 * MB) });
    await expect(flashed({ progress: spoil(30 * MB) })).rejects.toMatchObject({ code: 'HK_CARD_DIFFERS' });
  });
});
