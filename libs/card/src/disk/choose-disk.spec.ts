import { chooseDisk, named, refusal, removableDisks, waitForDisks, type Permissions } from './choose-disk';
import { disksOfLinux } from './linux';
import { listDisks } from './list-disks';
import { BACKUP, CARD, EMPTY_SLOT, LAPTOP, LOOPS, lsblk, RASPBERRY_PI, SECOND, SLOT } from './testing/lsblk';

jest.mock('./list-disks');
const plugged = (...devices: object[]) => jest.mocked(listDisks).mockResolvedValue(disksOfLinux(lsblk(...devices)));
beforeEach(() => plugged(LAPTOP, CARD, EMPTY_SLOT, ...LOOPS));

const GB = 1e9;
const only = (device: object) => disksOfLinux(lsblk(device))[0]!;
const ALL: Permissions = { unmount: true, large: true };

it.each<[string, object, number | undefined, Permissions, string | undefined]>([
  ['a card that is mounted', CARD, GB, {}, 'it is mounted (/media/davy/HypriotOS, /media/davy/root)'],
  ['a card that may be unmounted', CARD, GB, { unmount: true }, undefined],
  ['a card that is too small', CARD, 40 * GB, ALL, 'the image has 40.0 GB, and the disk 31.9 GB'],
  ['a card for an image of unknown size', CARD, undefined, ALL, undefined],
  ['a card that fits exactly', CARD, 31914983424, ALL, undefined],
  ['the disk of the system', LAPTOP, GB, ALL, 'this system runs from it (/, [SWAP])'],
  ['the card of the system', RASPBERRY_PI, GB, ALL, 'this system runs from it (/boot/firmware, /)'],
  ['a card with its switch at LOCK', SLOT, GB, ALL, 'it is write-protected'],
  ['a large disk', BACKUP, GB, { unmount: true }, 'with 4000.8 GB, it is large for a card'],
  ['a large disk that is meant', BACKUP, GB, { large: true }, undefined],
  ['a disk that was named and is free', SECOND, GB, {}, undefined],
])('judges %s', (_what, device, bytes, permissions, reason) => {
  expect(refusal(only(device), bytes, permissions)?.[0]).toBe(reason);
});

it('returns the disk that is named', async () => {
  expect(await chooseDisk('/dev/sdb', GB, ALL)).toMatchObject({ device: '/dev/sdb' });
});

it.each([
  ['/dev/sdb1', 'it is a partition of /dev/sdb (Generic- SD/MMC, 31.9 GB)', 'Name the disk: /dev/sdb.'],
  ['/dev/sdx', 'there is no disk of that name', 'There is /dev/sdb (Generic- SD/MMC, 31.9 GB).'],
  ['/dev/sdc', 'there is no disk of that name', 'There is /dev/sdb'],
  ['/dev/null', 'there is no disk of that name', 'There is /dev/sdb'],
  ['/dev/nvme0n1', 'this system runs from it', 'Name the disk of the card.'],
])('refuses %s: %s', async (device, reason, hint) => {
  await expect(chooseDisk(device, GB, ALL)).rejects.toMatchObject({
    code: 'HK_DISK_REFUSED',
    message: expect.stringContaining(`${device.split(' ')[0]}`),
    hint: expect.stringContaining(hint),
  });
  await expect(chooseDisk(device, GB, ALL)).rejects.toThrow(reason);
});

it('says that no card is there', async () => {
  plugged(LAPTOP, EMPTY_SLOT);
  await expect(chooseDisk('/dev/sdb', GB, ALL)).rejects.toMatchObject({
    hint: expect.stringContaining('No card or USB disk is plugged in.'),
  });
});

it('offers disks that can be plugged in, but not that of the system', async () => {
  plugged(LAPTOP, SECOND, CARD, BACKUP, SLOT, RASPBERRY_PI, ...LOOPS);
  expect((await removableDisks()).map(({ device }) => device)).toEqual(['/dev/sdb', '/dev/sdd', '/dev/mmcblk1']);
});

it('names a disk without a vendor by its size', () => expect(named(only(SLOT))).toBe('/dev/mmcblk1 (15.9 GB)'));

it('waits until a disk is plugged in', async () => {
  plugged(LAPTOP);
  setTimeout(() => plugged(LAPTOP, CARD), 500);
  expect((await waitForDisks()).map(({ device }) => device)).toEqual(['/dev/sdb']);
});

it('stops waiting when it is interrupted', async () => {
  plugged(LAPTOP);
  await expect(waitForDisks(AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
});
