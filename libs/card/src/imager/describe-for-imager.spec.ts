import Ajv from 'ajv';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packed } from '../testing/packed';
import { writeFiles, writeSmallImage } from '../testing/small-image';
import { describeForImager } from './describe-for-imager';
import { IMAGER_SCHEMA } from './testing/schema';

interface Manifest {
  imager: { devices: { name: string; tags: string[] }[] };
  os_list: Record<string, unknown>[];
}

const MB = 1024 * 1024;
const isManifest = new Ajv({ allErrors: true }).compile(IMAGER_SCHEMA);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

let folder: string;
let small: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imager-'));
  const path = join(folder, 'small.img');
  await writeSmallImage(path, 21 * MB);
  small = gzipSync(readFileSync(path), { level: 1 });
  rmSync(folder, { recursive: true });
});
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'imager-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes an image with device trees, and returns its path. */
async function image(name: string, ...deviceTrees: string[]): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, gunzipSync(small));
  await writeFiles(path, Object.fromEntries(deviceTrees.map((tree) => [tree, 'x'])));
  utimesSync(path, 0, new Date('2026-11-26T23:59:59Z'));
  return path;
}
const ALL = ['bcm2712-rpi-5-b.dtb', 'bcm2711-rpi-4-b.dtb', 'bcm2837-rpi-3-b.dtb'];
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

it('describes an image as Imager expects it', async () => {
  const path = await image('hypriotos.img', ...ALL);
  const written = await describeForImager(path);
  expect(written).toBe(join(folder, 'hypriotos.rpi-imager-manifest'));
  const manifest = read(written);
  isManifest(manifest);
  expect(isManifest.errors).toBeNull();
  const content = readFileSync(path);
  expect(manifest.os_list).toEqual([
    expect.objectContaining({
      name: 'HypriotOS',
      extract_size: content.length,
      extract_sha256: sha256(content),
      image_download_size: content.length,
      image_download_sha256: sha256(content),
      release_date: '2026-11-26',
      init_format: 'cloudinit',
      devices: ['pi5-64bit', 'pi4-64bit', 'pi3-64bit'],
    }),
  ]);
  expect(readdirSync(folder).sort()).toEqual(['hypriotos.img', 'hypriotos.rpi-imager-manifest']);
});

it('takes the checksum that is beside the image', async () => {
  const path = await image('a.img', ...ALL);
  const sum = sha256(readFileSync(path));
  writeFileSync(`${path}.sha256`, `${sum}  a.img\n`);
  expect(read(await describeForImager(path)).os_list[0]).toMatchObject({ image_download_sha256: sum });
  writeFileSync(`${path}.sha256`, `${'0'.repeat(64)}  a.img\n`);
  await expect(describeForImager(path)).rejects.toThrow('it does not match a.img.sha256');
});

it.each([
  ['mainline’s names', ['bcm2837-rpi-3-b.dtb'], ['pi3-64bit']],
  ['the Raspberry Pi’s own names', ['bcm2710-rpi-3-b.dtb', 'bcm2712-rpi-5-b.dtb'], ['pi5-64bit', 'pi3-64bit']],
])('offers the boards whose device trees are there: %s', async (_what, trees, tags) => {
  const manifest = read(await describeForImager(await image('a.img', ...trees)));
  expect(manifest.os_list[0]!['devices']).toEqual(tags);
  expect(manifest.imager.devices.flatMap((device) => device.tags)).toEqual(tags);
});

it('has an address of the file that programs understand, whatever its path', async () => {
  mkdirSync(join(folder, 'Käpt’n & co #1'));
  const path = await image(join('Käpt’n & co #1', 'große 100%.img'), ...ALL);
  const manifest = read(await describeForImager(path));
  isManifest(manifest);
  expect(isManifest.errors).toBeNull();
  expect(fileURLToPath(manifest.os_list[0]!['url'] as string)).toBe(path);
});

it.each(['https://example.com/images', 'https://example.com/images/', 'https://example.com/images//'])(
  'has the address below %s',
  async (url) => {
    const path = await image('hypriot os.img', ...ALL);
    const [entry] = read(await describeForImager(path, { url })).os_list;
    expect(entry!['url']).toBe('https://example.com/images/hypriot%20os.img');
  },
);

it('names the board, and writes where it is told to', async () => {
  const path = await image('a.img', ...ALL);
  const written = await describeForImager(path, { board: 'garage', path: join(folder, 'new', 'garage') });
  expect(written).toBe(join(folder, 'new', 'garage.rpi-imager-manifest'));
  expect(read(written).os_list[0]).toMatchObject({ name: 'HypriotOS (garage)' });
  expect(readdirSync(join(folder, 'new'))).toEqual(['garage.rpi-imager-manifest']);
});

it.each(['ftp://example.com', 'example.com/images', '/images', ''])('refuses the address %j', async (url) => {
  const path = await image('a.img', ...ALL);
  await expect(describeForImager(path, { url })).rejects.toMatchObject({ code: 'HK_CARD_SETTING_INVALID' });
});

it('refuses an address with a password, and does not repeat it', async () => {
  const path = await image('a.img', ...ALL);
  const describing = describeForImager(path, { url: 'https://davy:locker@example.com/images' });
  await expect(describing).rejects.toMatchObject({ code: 'HK_CARD_SETTING_INVALID' });
  await expect(describing).rejects.not.toThrow('locker');
  expect(readdirSync(folder)).not.toContain('a.rpi-imager-manifest');
});

it('refuses an image that is for no Raspberry Pi', async () => {
  await expect(describeForImager(await image('a.img'))).rejects.toThrow('it has no device tree of a Raspberry Pi');
  const other = join(folder, 'one.zip');
  writeFileSync(other, packed('one.zip'));
  await expect(describeForImager(other)).rejects.toMatchObject({ code: 'HK_CARD_SETTING_INVALID' });
});
