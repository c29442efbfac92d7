import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import { TestKey } from '../../artifacts/src/testing/test-key';
import { flash, type FlashOptions } from './flash';
import { blockMapOf } from './testing/block-map';
import { asRoot, isRoot, LoopDevice } from './testing/loop-device';
import { readFileOf, writeSmallImage } from './testing/small-image';

/* On loop devices. */

const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'flash-test-'));
const image = join(folder, 'hypriotos-rpi64-latest.img');
const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' });

beforeAll(() => writeSmallImage(image));
afterAll(() => rmSync(folder, { recursive: true }));

let disks: LoopDevice[] = [];
afterEach(() => {
  for (const disk of disks) disk.remove();
  disks = [];
});
function diskOf(megabytes: number, room?: number): LoopDevice {
  const disk = new LoopDevice(megabytes * MB, room === undefined ? undefined : room * MB);
  disks.push(disk);
  return disk;
}

const flashing = (disk: LoopDevice, own: Partial<FlashOptions> = {}): FlashOptions => ({
  image,
  log: silentLogger,
  progress: () => undefined,
  eject: false,
  disk: () => Promise.resolve(disk.device),
  confirm: () => Promise.resolve(true),
  ...own,
});

/** Whether a disk begins with the image. */
const hasImage = (disk: LoopDevice): boolean => disk.content(40 * MB).equals(readFileSync(image));

/** How a disk looks that nothing was written to. */
const isUntouched = (disk: LoopDevice): boolean => disk.content().every((byte) => byte === 0);

describe('writes the image byte for byte', () => {
  it.each([
    ['raw', () => image],
    ['zip', () => packed('.zip', (to) => run('zip', '--junk-paths', to, image))],
    ['xz', () => packed('.xz', () => run('xz', '--keep', '-0', '--threads=2', '--block-size=4MiB', image))],
    ['zst', () => packed('.zst', (to) => run('zstd', '--quiet', image, '-o', to))],
  ])('%s', async (_format, place) => {
    const disk = diskOf(64);
    const phases: string[] = [];
    const progress = (phase: string, done: number) => phases.push(`${phase} ${done}`);
    await expect(flash(flashing(disk, { image: place(), progress }))).resolves.toBe(true);
    expect(hasImage(disk)).toBe(true);
    expect(
      disk
        .content()
        .subarray(40 * MB)
        .every((byte) => byte === 0),
    ).toBe(true);
    expect(phases).toContain(`writing ${40 * MB}`);
    expect(phases.at(-1)).toBe(`verifying ${40 * MB}`);
  });

  function packed(end: string, pack: (to: string) => unknown): string {
    pack(image + end);
    return image + end;
  }
});

it('finds the image in the folder of a build, by its manifest', async () => {
  const disk = diskOf(64);
  const file = basename(image);
  const sha256 = createHash('sha256').update(readFileSync(image)).digest('hex');
  const artifacts = [{ role: 'sd-image', file, size: 40 * MB, sha256 }];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ component: 'rpi_sd_image', builder: {}, artifacts }));
  await flash(flashing(disk, { image: folder }));
  expect(hasImage(disk)).toBe(true);
});

describe('with a public key', () => {
  const key = new TestKey();
  const signature = `${image}.minisig`;
  const elsewhere = join(folder, 'signed');
  let disk: LoopDevice;
  let asked: jest.Mock<Promise<string>>;
  let said: string[];
  beforeEach(() => {
    disk = diskOf(64);
    asked = jest.fn(() => Promise.resolve(disk.device));
    said = [];
    mkdirSync(elsewhere);
    key.sign(image);
  });
  afterEach(() => {
    rmSync(elsewhere, { recursive: true });
    for (const file of [signature, `${image}.bmap`, `${image}.bmap.minisig`]) rmSync(file, { force: true });
  });
  const say = (text: string) => void said.push(text);
  const flashSigned = (own: Partial<FlashOptions> = {}) =>
    flash(
      flashing(disk, {
        publicKey: key.publicKey,
        disk: asked,
        log: { step: say, detail: say, warn: (text) => say(`warning: ${text}`) },
        ...own,
      }),
    );

  it('writes the image that it has signed, and says so', async () => {
    await flashSigned();
    expect(hasImage(disk)).toBe(true);
    expect(said).toContain(`Signed with the key ${key.publicKey}: file:${basename(image)}`);
  });

  it('takes the key from a file, and the signature from another folder', async () => {
    writeFileSync(join(elsewhere, 'minisign.pub'), `untrusted comment: minisign public key\n${key.publicKey}\n`);
    rmSync(signature);
    key.sign(image, join(elsewhere, `${basename(image)}.minisig`));
    await flashSigned({ publicKey: join(elsewhere, 'minisign.pub'), signatures: elsewhere });
    expect(hasImage(disk)).toBe(true);
  });

  it.each<[string, () => void, string]>([
    ['has no signature', () => rmSync(signature), 'HK_SIGNATURE_MISSING'],
    ['is signed with another key', () => new TestKey().sign(image), 'HK_SIGNATURE_INVALID'],
    ['has the signature of another image', () => key.sign(__filename, signature), 'HK_SIGNATURE_INVALID'],
    ['has something else for a signature', () => writeFileSync(signature, 'ahoy'), 'HK_SIGNATURE_INVALID'],
  ])('writes nothing if the image %s, and asks for no disk', async (_, spoil, code) => {
    spoil();
    await expect(flashSigned()).rejects.toMatchObject({ code });
    expect(asked).not.toHaveBeenCalled();
    expect(isUntouched(disk)).toBe(true);
  });

  it('refuses what is not a key before it downloads anything', async () => {
    for (const publicKey of ['', 'nowhere.pub', key.publicKey.slice(1)]) {
      const own = { publicKey, image: 'http://127.0.0.1:9/small.img' };
      await expect(flashSigned(own)).rejects.toMatchObject({ code: 'HK_PUBLIC_KEY_INVALID' });
    }
  });

  it('skips nothing by a block map that is not signed, and what one says that is', async () => {
    const free: [number, number][] = [
      [0, 2559],
      [4096, 10239],
    ];
    writeFileSync(`${image}.bmap`, blockMapOf(image, free));
    await flashSigned();
    expect(said.join('\n')).toMatch(
      /warning: .*\.bmap is not used: .*has no signature.*does not exist\. All of the image/,
    );
    expect(said.join('\n')).not.toContain('Skipping');
    expect(hasImage(disk)).toBe(true);
    key.sign(`${image}.bmap`);
    await flashSigned();
    expect(said.join('\n')).toContain('Skipping');
  });
});

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
    ['zip', () => `${image}.zip`],
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

it('sets on the card what was asked for, and nothing else', async () => {
  const disk = diskOf(64);
  const keys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp davy@locker'];
  await flash(
    flashing(disk, {
      settings: {
        hostname: '042',
        account: { name: 'davy', password: 'dead men', keys },
        wifi: { ssid: 'no', password: '0123456789', country: 'NO' },
        configTxt: ['dtparam=i2c_arm=on'],
        files: { 'größe.txt': Buffer.from('ahoy\n'), 'meta-data': Buffer.from('instance-id: mine\n') },
      },
    }),
  );
  const userData = (await readFileOf(disk.device, 'user-data'))!;
  expect(userData).toMatch(/^#cloud-config\n/);
  expect(userData).toContain('hostname: "042"\n');
  expect(userData).toContain('name: "davy"\n');
  expect(userData).toContain(keys[0]);
  expect(userData).toMatch(/hashed_passwd: "\$6\$/);
  expect(userData).not.toMatch(/pirate|dead men/);
  expect(await readFileOf(disk.device, 'network-config')).toContain('"no":\n');
  expect(await readFileOf(disk.device, 'config.txt')).toBe('arm_64bit=1\n\n[all]\ndtparam=i2c_arm=on\n');
  expect(await readFileOf(disk.device, 'größe.txt')).toBe('ahoy\n');
  expect(await readFileOf(disk.device, 'meta-data')).toBe('instance-id: mine\n');
  // What is not of the boot partition is the image's.
  expect(
    disk
      .content()
      .subarray(17 * MB, 40 * MB)
      .equals(readFileSync(image).subarray(17 * MB)),
  ).toBe(true);
});

describe('refuses before anything is written', () => {
  it.each([
    [
      'a disk that is too small',
      () => flashing(diskOf(32)),
      'HK_DISK_REFUSED',
      'the image has 42 MB, and the disk 34 MB',
    ],
    [
      'a partition or a file',
      () => flashing(diskOf(64), { disk: () => Promise.resolve(image) }),
      'HK_DISK_REFUSED',
      'no disk of that name',
    ],
    ['a disk over 256 GB', () => flashing(diskOf(300_000)), 'HK_DISK_REFUSED', 'is large for a card'],
    [
      'a wrong setting',
      () => flashing(diskOf(64), { settings: { hostname: 'a b' } }),
      'HK_CARD_SETTING_INVALID',
      'The host name "a b"',
    ],
    [
      'a short Wi-Fi password',
      () => flashing(diskOf(64), { settings: { wifi: { ssid: 'x', password: 'short' } } }),
      'HK_CARD_SETTING_INVALID',
      'The Wi-Fi password is invalid',
    ],
    [
      'an account that could not log in',
      () => flashing(diskOf(64), { settings: { account: { name: 'davy' } } }),
      'HK_CARD_SETTING_INVALID',
      'could not log in',
    ],
    [
      'user-data that are no cloud-config',
      () =>
        flashing(diskOf(64), { settings: { hostname: 'reef', files: { 'user-data': Buffer.from('#!/bin/sh\n') } } }),
      'HK_CARD_SETTING_INVALID',
      'not a cloud-config',
    ],
    [
      'a file that does not fit',
      () => flashing(diskOf(64), { settings: { files: { big: Buffer.alloc(20 * MB) } } }),
      'HK_CARD_SETTING_INVALID',
      'does not fit',
    ],
  ])('%s', async (_what, options, code, message) => {
    const given = options();
    await expect(flash(given)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(
      disks[0]!
        .content()
        .subarray(0, 64 * MB)
        .every((byte) => byte === 0),
    ).toBe(true);
  });

  it('an image that is cut off', async () => {
    const cut = join(folder, 'cut.img.zst');
    run('zstd', '--quiet', image, '-o', cut);
    truncateSync(cut, 15 * MB);
    await expect(flash(flashing(diskOf(64), { image: cut }))).rejects.toMatchObject({ code: 'HK_CARD_IMAGE_INVALID' });
    expect(isUntouched(disks[0]!)).toBe(true);
  });

  it('an image that does not match its checksum', async () => {
    const damaged = join(folder, 'damaged.img');
    writeFileSync(damaged, Buffer.alloc(MB, 1));
    writeFileSync(`${damaged}.sha256`, `${'0'.repeat(64)}  damaged.img\n`);
    await expect(flash(flashing(diskOf(64), { image: damaged }))).rejects.toMatchObject({
      code: 'HK_CARD_IMAGE_INVALID',
    });
    expect(isUntouched(disks[0]!)).toBe(true);
  });

  it('a disk that is mounted, unless it may unmount it', async () => {
    const disk = diskOf(64);
    asRoot('mkfs.ext4', '-q', disk.device);
    const point = join(folder, 'mounted');
    mkdirSync(point);
    asRoot('mount', disk.device, point);
    await expect(flash(flashing(disk))).rejects.toMatchObject({
      message: expect.stringContaining(`it is mounted (${point})`),
    });
    // Others than root may unmount only what their desktop has mounted.
    const unmounting = expect(flash(flashing(disk, { unmount: true })));
    await (isRoot ? unmounting.resolves.toBe(true) : unmounting.rejects.toThrow('unmounting it failed'));
    if (!isRoot) asRoot('umount', point);
  });

  it('when the user says no', async () => {
    const disk = diskOf(64);
    await expect(flash(flashing(disk, { confirm: () => Promise.resolve(false) }))).resolves.toBe(false);
    expect(isUntouched(disk)).toBe(true);
  });
});

function overwrite(path: string, position: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from('rust'), 0, 4, position);
  closeSync(file);
}

describe('a card that was not finished has no partition table', () => {
  const table = (disk: LoopDevice) => disk.content().subarray(0, MB);

  it('when it is interrupted', async () => {
    const disk = diskOf(64);
    const controller = new AbortController();
    const progress = (_phase: string, done: number) => void (done > 8 * MB && controller.abort());
    await expect(flash(flashing(disk, { progress, signal: controller.signal }))).rejects.toMatchObject({
      code: 'HK_INTERRUPTED',
    });
    expect(table(disk).every((byte) => byte === 0)).toBe(true);
    expect(isUntouched(disk)).toBe(false);
  });

  it('when the disk fails half-way', async () => {
    const disk = diskOf(64, 24);
    await expect(flash(flashing(disk))).rejects.toMatchObject({ code: 'HK_CARD_NOT_WRITTEN' });
  });

  it('when the image is damaged', async () => {
    const disk = diskOf(64);
    const damaged = join(folder, 'damaged.zip');
    run('zip', '--junk-paths', damaged, image);
    overwrite(damaged, 15 * MB);
    await expect(flash(flashing(disk, { image: damaged }))).rejects.toMatchObject({ code: 'HK_CARD_IMAGE_DAMAGED' });
    expect(table(disk).every((byte) => byte === 0)).toBe(true);
  });

  it('when the card holds something else', async () => {
    const disk = diskOf(64);
    // After the last block was written, and before it is read back.
    const progress = (phase: string, done: number) => {
      if (phase !== 'verifying' || done !== 4 * MB) return;
      overwrite(disk.device, 30 * MB);
    };
    await expect(flash(flashing(disk, { progress }))).rejects.toMatchObject({
      code: 'HK_CARD_DIFFERS',
      message: expect.stringContaining(`between byte ${28 * MB} and byte ${32 * MB}`),
    });
    expect(table(disk).every((byte) => byte === 0)).toBe(true);
  });
});

it('leaves no temporary file', () => {
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('hypriotkit-card-'))).toEqual([]);
});
