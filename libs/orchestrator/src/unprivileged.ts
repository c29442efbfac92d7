import { chmodSync, chownSync, copyFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@hypriotkit/core';
import type { Engine } from '@hypriotkit/engine';

/** The unprivileged user that builds run as in the image. */
export const BUILDER = { name: 'hypriotkit', home: '/home/hypriotkit' };

const isRoot = process.getuid?.() === 0;
const GROUP_MAY_READ_AND_WRITE = 0o060;
const ALL_MAY_READ_AND_WRITE = 0o006;

/** Returns the prefix that runs a command as an unprivileged user, with only the group of the engine's socket. */
export function unprivileged({ address }: Engine): string[] {
  if (!isRoot) return [];
  const socket = statSync(address.replace(/^unix:\/\//, ''), { throwIfNoEntry: false });
  const may = (mode: number) => socket === undefined || (socket.mode & mode) === mode;
  if (!may(GROUP_MAY_READ_AND_WRITE) && !may(ALL_MAY_READ_AND_WRITE)) {
    console.error(
      "warning: only its owner may use the engine's socket, so the builds run with that owner's permissions",
    );
    return [];
  }
  const groups = socket ? [`--groups=${socket.gid}`] : ['--clear-groups'];
  return ['setpriv', `--reuid=${BUILDER.name}`, `--regid=${BUILDER.name}`, ...groups, '--no-new-privs', '--'];
}

/** Copies a file with passwords so that the builds, and no other user, can read it. Returns the path of the copy. */
export function readableCopy(file: string): string {
  const folder = temporaryFolder('hypriotkit-');
  giveToBuilds(folder);
  const copy = join(folder, 'configs.json');
  copyForBuilds(file, copy);
  return copy;
}

/** Copies a file to a path so that the builds, and no other user, can read it. */
export function copyForBuilds(file: string, copy: string): void {
  copyFileSync(file, copy);
  chmodSync(copy, 0o600);
  giveToBuilds(copy);
}

function giveToBuilds(path: string): void {
  if (!isRoot) return;
  const { uid, gid } = statSync(BUILDER.home);
  chownSync(path, uid, gid);
}

/** Removes the copy, since the container may be kept and the passwords must not be. */
export function removeCopy(copy: string | undefined): void {
  if (copy !== undefined) rmSync(dirname(copy), { recursive: true });
}
