import { isSystemDisk } from './disk';
import { disksOfLinux } from './linux';
import * as all from './testing/lsblk';

const { lsblk } = all;
const only = (device: object) => disksOfLinux(lsblk(device))[0]!;

it('a card in a USB reader, with what is mounted from it', () => {
  expect(only(all.CARD)).toEqual({
    device: '/dev/sdb',
    size: 31914983424,
    name: 'Generic- SD/MMC',
    isRemovable: true,
    isReadOnly: false,
    mounts: ['/media/davy/HypriotOS', '/media/davy/root'],
    partitions: ['/dev/sdb1', '/dev/sdb2'],
  });
});

it('finds what is mounted below LUKS and LVM', () => {
  const { mounts, partitions, name, isRemovable } = only(all.LAPTOP);
  expect({ mounts, partitions, name, isRemovable }).toEqual({
    mounts: ['/', '[SWAP]'],
    partitions: ['/dev/nvme0n1p1', '/dev/nvme0n1p2'],
    name: 'SAMSUNG MZVL2512HCJQ-00BL7',
    isRemovable: false,
  });
});

it('leaves out empty slots, CDs and unused loop devices', () => {
  const { CARD, EMPTY_SLOT, CD, LOOPS, ZRAM } = all;
  const found = disksOfLinux(lsblk(ZRAM, CARD, EMPTY_SLOT, CD, ...LOOPS));
  expect(found.map(({ device }) => device)).toEqual(['/dev/zram0', '/dev/sdb', '/dev/loop0', '/dev/loop1']);
});

it.each([
  ['CARD', true, false],
  ['SLOT', true, false],
  ['BACKUP', true, false],
  ['SECOND', false, false],
  ['LAPTOP', false, true],
  ['RASPBERRY_PI', true, true],
  ['ZRAM', false, true],
] as const)('%s is removable: %s; of the system: %s', (name, isRemovable, isOfSystem) => {
  const disk = only(all[name]);
  expect([disk.isRemovable, isSystemDisk(disk)]).toEqual([isRemovable, isOfSystem]);
});

it('a loop device is never a card', () => {
  expect(disksOfLinux(lsblk(...all.LOOPS)).map(({ isRemovable, isReadOnly }) => [isRemovable, isReadOnly])).toEqual([
    [false, true],
    [false, false],
  ]);
});

it.each([
  ...['/', '/boot', '/boot/efi', '/home', '/home/davy/x', '/var/lib/docker', '/usr', '/nix/store', '[SWAP]'],
  ...['/System/Volumes/Data', '/opt', '/root'],
])('mounted at %s, it is of the system', (mount) => {
  expect(isSystemDisk({ ...only(all.CARD), mounts: ['/media/x', mount] })).toBe(true);
});

it.each(['/media/davy/root', '/mnt', '/run/media/davy/boot', '/Volumes/HypriotOS', '/homes', '/mnt/home', '/tmp/x'])(
  'mounted at %s, it is not',
  (mount) => expect(isSystemDisk({ ...only(all.CARD), mounts: [mount] })).toBe(false),
);
