import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import type { FlashOptions } from '../flash';
import { LoopDevice } from './loop-device';
import { writeSmallImage } from './small-image';

export const MB = 1024 * 1024;

/** A small image and loop devices to write it to, for the tests of one file. Jest removes both afterwards. */
export function cardBench() {
  const folder = mkdtempSync(join(tmpdir(), 'flash-test-'));
  const image = join(folder, 'hypriotos-rpi64-latest.img');
  let disks: LoopDevice[] = [];

  beforeAll(() => writeSmallImage(image));
  afterEach(() => {
    for (const disk of disks) disk.remove();
    disks = [];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  return {
    folder,
    image,
    disks: (): readonly LoopDevice[] => disks,
    diskOf(megabytes: number, room?: number): LoopDevice {
      const disk = new LoopDevice(megabytes * MB, room === undefined ? undefined : room * MB);
      disks.push(disk);
      return disk;
    },
    flashing: (disk: LoopDevice, own: Partial<FlashOptions> = {}): FlashOptions => ({
      image,
      log: silentLogger,
      progress: () => undefined,
      eject: false,
      disk: () => Promise.resolve(disk.device),
      confirm: () => Promise.resolve(true),
      ...own,
    }),
    /** Whether a disk begins with the image. */
    hasImage: (disk: LoopDevice): boolean => disk.content(40 * MB).equals(readFileSync(image)),
    /** How a disk looks that nothing was written to. */
    isUntouched: (disk: LoopDevice): boolean => disk.content().every((byte) => byte === 0),
  };
}

/** Spoils four bytes of a file or a disk. */
export function overwrite(path: string, position: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from('rust'), 0, 4, position);
  closeSync(file);
}
