import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { flash } from './flash';
import { cardBench, MB, overwrite } from './testing/card-bench';
import { asRoot, isRoot, type LoopDevice } from './testing/loop-device';
import { readFileOf } from './testing/small-image';

/* On loop devices. */

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' });
const { folder, image, disks, diskOf, flashing, hasImage, isUntouched } = cardBench();

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
      disks()[0]!
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
    expect(isUntouched(disks()[0]!)).toBe(true);
  });

  it('an image that does not match its checksum', async () => {
    const damaged = join(folder, 'damaged.img');
    writeFileSync(damaged, Buffer.alloc(MB, 1));
    writeFileSync(`${damaged}.sha256`, `${'0'.repeat(64)}  damaged.img\n`);
    await expect(flash(flashing(diskOf(64), { image: damaged }))).rejects.toMatchObject({
      code: 'HK_CARD_IMAGE_INVALID',
    });
    expect(isUntouched(disks()[0]!)).toBe(true);
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

it('leaves no temporary file', async () => {
  const there = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hypriotkit-card-'));
  let left = there();
  // Other tests that run meanwhile have theirs for as long as they write a card.
  for (let tries = 0; tries < 60 && left.length > 0; tries++) {
    await sleep(1000);
    const still = there();
    left = left.filter((name) => still.includes(name));
  }
  expect(left).toEqual([]);
}, 90_000);
