import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DiskRefused } from '../errors';
import type { Disk } from './disk';

const run = promisify(execFile);
const isMacos = process.platform === 'darwin';

/** Unmounts all file systems on a disk. */
export async function unmountDisk({ device, mounts }: Disk): Promise<void> {
  try {
    if (isMacos) await run('diskutil', ['unmountDisk', device]);
    // The last one may be mounted below the others.
    else for (const mount of [...mounts].reverse()) await run('umount', ['--', mount]);
  } catch (error) {
    const [line] = (error as { stderr?: string }).stderr?.split('\n') ?? [];
    throw new DiskRefused(device, `unmounting it failed: ${line ?? (error as Error).message}`, 'Unmount it yourself.');
  }
}

/** Ejects a disk, so that it can be taken out. Returns whether that was possible: not every reader can do it. */
export async function ejectDisk({ device }: Disk): Promise<boolean> {
  try {
    await run(...((isMacos ? ['diskutil', ['eject', device]] : ['eject', [device]]) as [string, string[]]));
    return true;
  } catch {
    return false;
  }
}
