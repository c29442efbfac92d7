/* What lsblk prints, on machines of several kinds. */

const none = {
  ...{
    vendor: null,
    model: null,
    tran: null,
    rm: false,
    hotplug: false,
    ro: false,
    mountpoints: [null] as (string | null)[],
  },
};
const disk = { ...none, type: 'disk' };
const part = { ...none, type: 'part' };

/** A card in a USB reader, as a desktop mounts it, with the blanks that SCSI has in names. */
export const CARD = {
  ...disk,
  ...{
    path: '/dev/sdb',
    size: 31914983424,
    vendor: 'Generic-',
    model: 'SD/MMC          ',
    tran: 'usb',
    rm: true,
    hotplug: true,
  },
  children: [
    { ...part, path: '/dev/sdb1', size: 268435456, rm: true, hotplug: true, mountpoints: ['/media/davy/HypriotOS'] },
    { ...part, path: '/dev/sdb2', size: 31645499392, rm: true, hotplug: true, mountpoints: ['/media/davy/root'] },
  ],
};

/** A slot of the same reader without a card. */
export const EMPTY_SLOT = {
  ...disk,
  ...{ path: '/dev/sdc', size: 0, vendor: 'Generic-', model: 'MS/MS-Pro', tran: 'usb', rm: true, hotplug: true },
};

/** The disk of a laptop: LUKS, and LVM in it. */
export const LAPTOP = {
  ...disk,
  ...{ path: '/dev/nvme0n1', size: 512110190592, model: 'SAMSUNG MZVL2512HCJQ-00BL7', tran: 'nvme' },
  children: [
    { ...part, path: '/dev/nvme0n1p1', size: 536870912, tran: 'nvme', mountpoints: [null] },
    {
      ...{ ...part, path: '/dev/nvme0n1p2', size: 511571918848, tran: 'nvme' },
      children: [
        {
          ...{ ...none, type: 'crypt', path: '/dev/mapper/nvme0n1p2_crypt', size: 511555141632 },
          children: [
            { ...none, type: 'lvm', path: '/dev/mapper/vg-root', size: 509407657984, mountpoints: ['/'] },
            { ...none, type: 'lvm', path: '/dev/mapper/vg-swap', size: 2147483648, mountpoints: ['[SWAP]'] },
          ],
        },
      ],
    },
  ],
};

/** A Raspberry Pi that runs from its card. */
export const RASPBERRY_PI = {
  ...disk,
  ...{ path: '/dev/mmcblk0', size: 31914983424, tran: 'mmc', hotplug: true },
  children: [
    { ...part, path: '/dev/mmcblk0p1', size: 536870912, tran: 'mmc', hotplug: true, mountpoints: ['/boot/firmware'] },
    { ...part, path: '/dev/mmcblk0p2', size: 31373918208, tran: 'mmc', hotplug: true, mountpoints: ['/'] },
  ],
};

/** A card in the slot of a laptop, whose lsblk does not know `mmc` as a way of connection. */
export const SLOT = { ...disk, path: '/dev/mmcblk1', size: 15931539456, hotplug: true, ro: true };

/** A disk on USB for backups. */
export const BACKUP = {
  ...disk,
  ...{
    path: '/dev/sdd',
    size: 4000787030016,
    vendor: 'WD      ',
    model: 'My Passport 2626',
    tran: 'usb',
    hotplug: true,
  },
};

/** A second disk, without anything that is mounted. */
export const SECOND = {
  ...disk,
  path: '/dev/sda',
  size: 240057409536,
  vendor: 'ATA',
  model: 'KINGSTON SA400S3',
  tran: 'sata',
};

/** A file as a disk, as snap mounts it, and one that is free. */
export const LOOPS = [
  { ...none, type: 'loop', path: '/dev/loop0', size: 77131776, ro: true, mountpoints: ['/snap/core22/1380'] },
  { ...none, type: 'loop', path: '/dev/loop1', size: 67108864 },
  { ...none, type: 'loop', path: '/dev/loop2', size: 0 },
];

export const CD = {
  ...none,
  type: 'rom',
  path: '/dev/sr0',
  size: 1073741312,
  model: 'DVD-ROM',
  rm: true,
  hotplug: true,
};
export const ZRAM = { ...disk, path: '/dev/zram0', size: 1960837120, mountpoints: ['[SWAP]'] };

/** The output of lsblk. */
export const lsblk = (...blockdevices: object[]): string => JSON.stringify({ blockdevices });
