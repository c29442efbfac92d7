import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, parseDelivery } from '@hypriotkit/artifacts';
import { accessingNow, readRegularFileNow, reasonOf } from '@hypriotkit/core';

export interface Problem {
  reason: string;
  hint: string;
  cause?: unknown;
}

const HINT = 'Name an existing folder that you may write to.';

/** Returns what prevents writing files to a folder; undefined if nothing does. */
export function problemOf(folder: string): Problem | undefined {
  return absence(folder) ?? unwritable(folder) ?? foreignManifest(folder);
}

/** Returns why a path is not a folder; undefined if it is one. */
export function absence(folder: string): Problem | undefined {
  try {
    return statSync(folder).isDirectory() ? undefined : { reason: 'it is not a folder', hint: HINT };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return {
      reason: code === 'ENOENT' ? 'there is no such folder' : reasonOf(cause),
      hint: 'Create it, or correct its path.',
      cause,
    };
  }
}

/** Writes a test folder. Permissions alone do not tell, such as for root or on a read-only file system. */
function unwritable(folder: string): Problem | undefined {
  try {
    rmdirSync(mkdtempSync(join(folder, '.hypriotkit-')));
    return undefined;
  } catch (cause) {
    return { reason: `it cannot be written to: ${reasonOf(cause)}`, hint: HINT, cause };
  }
}

const read = (path: string): string =>
  accessingNow('Reading the manifest in the folder', path, () => readRegularFileNow(path).toString());

/** A manifest of Hypriotkit is replaced at each build; any other must stay. */
function foreignManifest(folder: string): Problem | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return undefined;
  if (statSync(path).isFile() && parseDelivery(read(path))) return undefined;
  return {
    reason: `it contains a ${MANIFEST} that is not from Hypriotkit`,
    hint: 'Move it away, or name another folder.',
  };
}
