import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inUnits, throwIfInterrupted } from '@hypriotkit/core';
import { DiskRefused } from '../errors';
import { isSystemDisk, type Disk } from './disk';
import { listDisks } from './list-disks';

/** A disk over this size is hardly a card: 256 GB. */
const LARGE = 256e9;
const POLL_MILLISECONDS = 1_000;

/** What a user permits. */
export interface Permissions {
  /** Unmounts what is mounted. */
  unmount?: boolean;
  /** Writes to disks over 256 GB. */
  large?: boolean;
}

/**
 * Returns the disk of a name, if an image may be written to it.
 *
 * @param device path of the device, or of a link to it
 * @param bytes size of the image, if it is known
 * @throws DiskRefused
 */
export async function chooseDisk(device: string, bytes: number | undefined, permissions: Permissions): Promise<Disk> {
  const path = await realpath(device).catch(() => device);
  const disks = await listDisks();
  const disk = disks.find((one) => one.device === path);
  if (disk === undefined) throw unknown(device, path, disks);
  const [reason, hint] = refusal(disk, bytes, permissions) ?? [];
  if (reason !== undefined) throw new DiskRefused(named(disk), reason, hint!);
  return disk;
}

/** Why an image must not be written to a disk, and what to do about it. */
export function refusal(
  disk: Disk,
  bytes: number | undefined,
  { unmount, large }: Permissions,
): [reason: string, hint: string] | undefined {
  const mounted = disk.mounts.join(', ');
  if (isSystemDisk(disk)) return [`this system runs from it (${mounted})`, 'Name the disk of the card.'];
  if (disk.isReadOnly) return ['it is write-protected', 'Move the little switch at the side of the card.'];
  if (bytes !== undefined && bytes > disk.size)
    return [`the image has ${inUnits(bytes)}, and the disk ${inUnits(disk.size)}`, 'Use a larger card.'];
  if (disk.size > LARGE && !large)
    return [`with ${inUnits(disk.size)}, it is large for a card`, 'If it is the right one, add --large.'];
  if (mounted !== '' && !unmount)
    return [`it is mounted (${mounted})`, 'If you need nothing on it, unmount it, or add --unmount.'];
  return undefined;
}

/** Returns the disks that a card may be, whether or not it may be written to now. */
export const removableDisks = async (): Promise<Disk[]> =>
  (await listDisks()).filter((disk) => disk.isRemovable && !isSystemDisk(disk));

/** Waits until a removable disk is plugged in, and returns all that there are. */
export async function waitForDisks(signal?: AbortSignal): Promise<Disk[]> {
  for (;;) {
    throwIfInterrupted(signal, 'Waiting for a card');
    const disks = await removableDisks();
    if (disks.length > 0) return disks;
    await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
}

/** A disk in words: `/dev/sdb (SanDisk Ultra, 32.0 GB)`. */
export const named = ({ device, name, size }: Disk): string =>
  `${device} (${name === '' ? '' : `${name}, `}${inUnits(size)})`;

function unknown(device: string, path: string, disks: Disk[]): DiskRefused {
  const whole = disks.find(({ partitions }) => partitions.includes(path));
  if (whole) return new DiskRefused(device, `it is a partition of ${named(whole)}`, `Name the disk: ${whole.device}.`);
  const removable = disks.filter((disk) => disk.isRemovable && !isSystemDisk(disk)).map(named);
  const there = removable.length > 0 ? `There is ${removable.join(', ')}.` : 'No card or USB disk is plugged in.';
  return new DiskRefused(device, 'there is no disk of that name', there);
}
