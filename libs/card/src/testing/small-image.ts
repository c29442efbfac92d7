import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { Overlay, SECTOR } from '../write/overlay';
import { BootPartition } from '../settings/boot-partition';

const MB = 1024 * 1024;
/** Where the boot partition is, in sectors. */
const START = 2048;
const LENGTH = 16 * 2048;

/** What the images of HypriotOS have there. */
export const USER_DATA = `#cloud-config
# What the first boot sets up.
hostname: black-pearl

users:
  - name: pirate
    primary_group: pirate
    groups: [docker, sudo, video]
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    lock_passwd: false
    # Made by: openssl passwd -6
    hashed_passwd: "$6$hypriot$hash"

ssh_pwauth: true
`;
export const NETWORK_CONFIG = `version: 2
ethernets:
  eth0:
    dhcp4: true
    optional: true
`;

/**
 * Writes an image: a partition table, a FAT partition of 16 MiB with the files of a first boot, and something that no
 * compressor makes smaller.
 */
export async function writeSmallImage(path: string, bytes = 40 * MB): Promise<void> {
  const table = Buffer.alloc(SECTOR);
  table.set([0x80, 0, 0, 0, 0x0c], 446);
  table.writeUInt32LE(START, 446 + 8);
  table.writeUInt32LE(LENGTH, 446 + 12);
  table.writeUInt16BE(0x55aa, SECTOR - 2);
  writeFileSync(path, table);
  const file = openSync(path, 'r+');
  writeSync(file, randomBytes(bytes - 20 * MB), 0, bytes - 20 * MB, 20 * MB);
  const lib = await import('js-fatfs');
  const fat = await lib.create({
    diskio: {
      initialize: () => 0,
      status: () => 0,
      read: (ff, _drive, into, first, count) => {
        readSync(file, ff.HEAPU8, into, count * SECTOR, (START + first) * SECTOR);
        return lib.RES_OK;
      },
      write: (ff, _drive, from, first, count) => {
        writeSync(file, ff.HEAPU8, from, count * SECTOR, (START + first) * SECTOR);
        return lib.RES_OK;
      },
      ioctl: (ff, _drive, command, into) => {
        if (command === lib.GET_SECTOR_COUNT) ff.setValue(into, LENGTH, 'i32');
        if (command === lib.GET_SECTOR_SIZE) ff.setValue(into, SECTOR, 'i16');
        if (command === lib.GET_BLOCK_SIZE) ff.setValue(into, 1, 'i32');
        return lib.RES_OK;
      },
    },
  });
  const work = fat.malloc(65536);
  const made = fat.f_mkfs(
    '',
    { fmt: lib.FM_ANY | lib.FM_SFD, n_fat: 2, align: 0, n_root: 512, au_size: 0 },
    work,
    65536,
  );
  if (made !== lib.FR_OK) throw new Error(`f_mkfs: ${made}`);
  closeSync(file);
  await writeFiles(path, { 'user-data': USER_DATA, 'network-config': NETWORK_CONFIG, 'config.txt': 'arm_64bit=1\n' });
}

/** Writes files into the boot partition of an image. */
export async function writeFiles(path: string, files: Record<string, string>): Promise<void> {
  const overlay = new Overlay();
  const boot = await BootPartition.open(path, START + LENGTH, overlay);
  for (const [name, text] of Object.entries(files)) boot.write(name, Buffer.from(text));
  boot.close();
  const file = openSync(path, 'r+');
  for (let sector = 0; sector < START + LENGTH; sector++) {
    const own = overlay.get(sector);
    if (own) writeSync(file, own, 0, SECTOR, sector * SECTOR);
  }
  closeSync(file);
}

/** Reads a file of the boot partition of an image or a disk, as text. */
export const readFileOf = async (path: string, name: string): Promise<string | undefined> =>
  (await readBytesOf(path, name))?.toString();

export async function readBytesOf(path: string, name: string): Promise<Buffer | undefined> {
  const boot = await BootPartition.open(path, START + LENGTH, new Overlay());
  const content = boot.read(name);
  boot.close();
  return content;
}
