import { chownSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Engine } from '@hypriotkit/engine';

/** Who builds in the image: a user who may do nothing else. */
export const BUILDER = { name: 'hypriotkit', home: '/home/hypriotkit' };

const isRoot = process.getuid?.() === 0;
const GROUP_MAY_READ_AND_WRITE = 0o060;
const ALL_MAY_READ_AND_WRITE = 0o006;

/** What goes before a command so that it runs as nobody in particular, with the group of the engine's socket and no more. */
export function unprivileged({ address }: Engine): string[] {
  if (!isRoot) return [];
  const socket = statSync(address.replace(/^unix:\/\//, ''), { throwIfNoEntry: false });
  const may = (mode: number) => socket === undefined || (socket.mode & mode) === mode;
  if (!may(GROUP_MAY_READ_AND_WRITE) && !may(ALL_MAY_READ_AND_WRITE)) {
    console.error("warning: nobody but its owner may use the engine's socket; the builds keep that owner's rights");
    return [];
  }
  const groups = socket ? [`--groups=${socket.gid}`] : ['--clear-groups'];
  return ['setpriv', `--reuid=${BUILDER.name}`, `--regid=${BUILDER.name}`, ...groups, '--no-new-privs', '--'];
}

/** A copy of a file with passwords, which may be readable by its owner alone, for the builds and nobody else to read. */
export function readableCopy(file: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-'));
  const copy = join(folder, 'configs.json');
  copyFileSync(file, copy);
  if (!isRoot) return copy;
  const { uid, gid } = statSync(BUILDER.home);
  for (const path of [copy, folder]) chownSync(path, uid, gid);
  return copy;
}

/** The container may be kept; the passwords are not. */
export function removeCopy(copy: string | undefined): void {
  if (copy !== undefined) rmSync(dirname(copy), { recursive: true });
}
