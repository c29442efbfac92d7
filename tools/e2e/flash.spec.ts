import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pipeline } from 'node:stream/promises';
import { TestKey } from '../../libs/artifacts/src/testing/test-key';
import { findImage } from '../../libs/card/src';
import { readImage } from '../../libs/card/src/image/read-image';
import { LoopDevice } from '../../libs/card/src/testing/loop-device';
import { blocksOf } from '../../libs/card/src/write/blocks';
import { builderImage, RunningContainer } from './lib/containers';
import { ARTIFACTS, nx, nxSucceeds, ROOT, USUAL } from './lib/workspace';

const HOUR = 60 * 60 * 1000;
const GB = 1e9;
const BLOCK = 4 * 1024 * 1024;
const IMAGE = join(ARTIFACTS, 'rpi_sd_image');
const SECRETS = { HYPRIOTKIT_ACCOUNT_PASSWORD: 'dead men tell', HYPRIOTKIT_WIFI_PASSWORD: 'rum and more' };

let folder: string;
let card: LoopDevice;
let output: string;

beforeAll(async () => {
  await nxSucceeds('run', 'rpi_sd_image:build');
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-flash-'));
  writeFileSync(join(folder, 'notes for me.txt'), 'ahoy\n');
  card = new LoopDevice(8 * GB);
  const settings = ['--hostname=042', '--account=davy', '--ssid=no', '--country=GB', '--configTxt=dtparam=spi=on'];
  const args = ['run', 'rpi_sd_image:flash', `--device=${card.device}`, '--eject=false', ...settings];
  const run = await nx([...args, `--file=${join(folder, 'notes for me.txt')}`], { ...USUAL, ...SECRETS }).ended;
  output = run.output;
  expect([run.code, output]).toEqual([0, expect.stringContaining('done: the card is written')]);
}, HOUR);
afterAll(() => {
  card?.remove();
  rmSync(folder, { recursive: true });
});

/** Where the boot partition is, in bytes, by the partition table. */
function bootPartition(): { start: number; end: number } {
  const entry = card.content(512).subarray(446, 462);
  const start = 512 * entry.readUInt32LE(8);
  return { start, end: start + 512 * entry.readUInt32LE(12) };
}

it('shows the progress, what is skipped, and no password', () => {
  expect(output).toMatch(/Skipping \d+ MB that are free in the image, as \S+\.img\.bmap says/);
  expect(output).toMatch(/rpi_sd_image: Writing to \/dev\/loop.*rpi_sd_image: verifying .*\(100%\)/s);
  for (const secret of Object.values(SECRETS)) expect(output).not.toContain(secret);
});

it('writes everything but the boot partition as it is in the image', async () => {
  const { start, end } = bootPartition();
  const file = openSync(card.file, 'r');
  let position = 0;
  for await (const block of blocksOf(readImage(await findImage(IMAGE)), BLOCK)) {
    const own = Buffer.alloc(block.length);
    readSync(file, own, 0, own.length, position);
    // Blocks at its ends are compared up to it.
    const [from, to] = [start, end].map((edge) => Math.min(Math.max(edge - position, 0), block.length)) as [
      number,
      number,
    ];
    for (const part of [own, block]) part.fill(0, from, to);
    expect([position, own.equals(block)]).toEqual([position, true]);
    position += block.length;
  }
  closeSync(file);
  expect(position).toBeGreaterThan(end);
});

it('leaves a boot partition without a fault, with what was set', async () => {
  const { start, end } = bootPartition();
  const partition = join(folder, 'boot.img');
  await pipeline(createReadStream(card.file, { start, end: end - 1 }), createWriteStream(partition));
  const proof = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'));
  try {
    proof.copyIn(partition, '/tmp');
    const check = await proof.run('fsck.fat -n /tmp/boot.img');
    expect([check.code, check.output]).toEqual([
      0,
      expect.stringMatching(/boot\.img: \d+ files, \d+\/\d+ clusters\n$/),
    ]);
    expect(check.output).not.toMatch(/differ|error|dirty|free cluster/i);
    const { output: text } = await proof.run(
      'for name in user-data network-config config.txt "notes for me.txt"; do mtype -i /tmp/boot.img "::$name"; done',
    );
    expect(text).toMatch(
      /^hostname: "042"$.*name: "davy"$.*hashed_passwd: "\$6\$.*"no":\n +password: "rum and more"$/ms,
    );
    expect(text).toMatch(/\n\[all\]\ndtparam=spi=on\n.*ahoy\n$/s);
    expect(text).not.toMatch(/name: "?pirate|dead men tell/);
  } finally {
    proof.remove();
  }
});

it('flash and verify take an image that is signed with the given key, and no other', async () => {
  const key = new TestKey();
  writeFileSync(join(folder, 'my.key'), key.secretKey);
  await nxSucceeds('run', 'rpi_sd_image:sign', `--key=${join(folder, 'my.key')}`);
  const dry = ['run', 'rpi_sd_image:flash', '--dryRun', `--device=${card.device}`];
  const { output: said } = await nxSucceeds(...dry, `--publicKey=${key.publicKey}`);
  expect(said).toContain(`Signed with the key ${key.publicKey}: timestamp:`);
  expect(said).not.toContain('is not used');
  const { output: verified } = await nxSucceeds('run', 'rpi_sd_image:verify', `--public_key=${key.publicKey}`);
  expect(verified).toMatch(/hypriotos-rpi64-\S+ is signed with the key/);
  const other = new TestKey().publicKey;
  for (const args of [
    [...dry, `--publicKey=${other}`],
    ['run', 'rpi_sd_image:verify', `--public_key=${other}`],
  ]) {
    const refused = await nx(args).ended;
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('HK_SIGNATURE_INVALID')]);
  }
});

it('the image can be described for Raspberry Pi Imager', async () => {
  const { output: said } = await nxSucceeds('run', 'rpi_sd_image:imager');
  const path = join(ROOT, 'dist', 'imager', 'rpi_sd_image.rpi-imager-manifest');
  expect(said).toContain(`done: ${path}`);
  const { os_list: list } = JSON.parse(readFileSync(path, 'utf8')) as { os_list: { url: string; devices: string[] }[] };
  expect(list[0]!.devices).toEqual(['pi5-64bit', 'pi4-64bit', 'pi3-64bit']);
  expect(existsSync(fileURLToPath(list[0]!.url))).toBe(true);
});

it.each([
  ['a disk that is not there', ['--device=/dev/nowhere'], /no disk of that name.*HK_DISK_REFUSED/s],
  ['an unknown option', ['--devise=/dev/nowhere'], /devise/],
])('fails for %s, and writes nothing', async (_, args, message) => {
  const { code, output: said } = await nx(['run', 'rpi_sd_image:flash', ...args]).ended;
  expect([code, said]).toEqual([1, expect.stringMatching(message)]);
});
