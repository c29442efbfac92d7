import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Describes what blocks a path: a file where a folder should be, or a link that does not lead to a folder. Returns
 * undefined if nothing does.
 */
export function obstacleOn(path: string): string | undefined {
  const above = dirname(path) === path ? undefined : obstacleOn(dirname(path));
  return above ?? problemAt(path);
}

function problemAt(path: string): string | undefined {
  const found = lstatSync(path, quietly);
  if (found === undefined || found.isDirectory()) return undefined;
  if (!found.isSymbolicLink()) return `${path} is not a folder`;
  if (statsThrough(path)?.isDirectory()) return undefined;
  return `${path} is a link to ${readlinkSync(path)}, which is not a folder`;
}

const quietly = { throwIfNoEntry: false } as const;

/** Like stat, which throws on a link to itself. */
function statsThrough(path: string) {
  try {
    return statSync(path, quietly);
  } catch {
    return undefined;
  }
}
