import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What on the way to a path keeps it from being reached: a file in the place of a folder, or a link that leads nowhere.
 * Undefined where neither is the case.
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

/** A link that leads to itself makes stat throw. */
function statsThrough(path: string) {
  try {
    return statSync(path, quietly);
  } catch {
    return undefined;
  }
}
