import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { sha256OfFile } from '@hypriotkit/core';

/** What this process has read, by path. */
const known = new Map<string, { state: string; sha256: string }>();
/** In a process that stays, as Nx's daemon does, for many boards. */
const MOST_KNOWN = 10_000;

/** Coarser than the times of any file system: two changes within it may leave the same time. */
const SETTLED_MILLISECONDS = 2000;

/**
 * Returns the SHA-256 of a file, 64 hex digits. A process that asks again reads a file again only if it may have changed,
 * as git does: what is compared includes the time of the last change of its inode, which no program can set.
 */
export async function fileDigest(path: string): Promise<string> {
  const stats = await lstat(path, { bigint: true });
  const state = stateOf(stats);
  const found = known.get(path);
  if (found?.state === state) return found.sha256;
  const isSettled = Date.now() - Number(stats.ctimeMs) > SETTLED_MILLISECONDS;
  const sha256 = await sha256OfFile(path);
  if (known.size >= MOST_KNOWN) known.clear();
  if (isSettled) known.set(path, { state, sha256 });
  return sha256;
}

const stateOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');
