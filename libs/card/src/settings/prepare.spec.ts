import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSmallImage } from '../testing/small-image';
import { prepareSettings, withBootPartition } from './prepare';
import { Overlay } from '../write/overlay';

const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'prepare-'));
const path = join(folder, 'small.img');
const image = { path, format: 'raw', fileSize: 40 * MB, size: 40 * MB } as const;
beforeAll(() => writeSmallImage(path));
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (message: string) => ({
  code: 'HK_CARD_SETTING_INVALID',
  message: expect.stringContaining(message) as string,
});

it('a boot partition that ends in terabytes is not copied to this machine', async () => {
  const table = Buffer.alloc(512);
  table.writeUInt32LE(0xffffffff, 446 + 12);
  table.writeUInt16BE(0x55aa, 510);
  const large = join(folder, 'large.img');
  writeFileSync(large, table);
  const setting = prepareSettings({ ...image, path: large, fileSize: 512, size: 512 }, { hostname: 'reef' });
  await expect(setting).rejects.toMatchObject(refused('has a boot partition that ends beyond 5 GiB'));
});

it('a file of 10 MB is written, and one that the boot partition has no room for is refused', async () => {
  const overlay = await prepareSettings(image, { files: { 'seed.bin': Buffer.alloc(10 * MB, 'ahoy') } });
  expect([...overlay.numbers()].length).toBeGreaterThan((10 * MB) / 512);
  const setting = prepareSettings(image, { files: { 'seed.bin': Buffer.alloc(20 * MB) } });
  await expect(setting).rejects.toMatchObject(refused('The file seed.bin does not fit on the boot partition'));
});

it('a file that there is no memory for is refused', async () => {
  const huge = { length: 2 ** 32 - 1 } as Uint8Array;
  const writing = withBootPartition(image, new Overlay(), (boot) => boot.write('seed.bin', huge));
  await expect(writing).rejects.toMatchObject(refused('is too large'));
});
