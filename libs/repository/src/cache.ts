import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { accessing, homeFolder, makeFolder } from '@hypriotkit/core';

/** How folders begin that are not yet, or no longer, a commit. */
export const PARTIAL = 'partial-';
/** A commit unused for this long is removed when another commit of its repository is fetched. */
const KEPT_MILLISECONDS = 7 * 24 * 3600 * 1000;
/** No git fetches for so long: the process of such a partial folder was killed. */
const ABANDONED_MILLISECONDS = 24 * 3600 * 1000;

/**
 * Returns the folder of checked-out repositories, which contains `<digest of the URL>/<commit>`. A user without a home
 * folder has it among temporary files.
 */
export function repositoriesFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CACHE_HOME'] ?? '';
  const home = homeFolder();
  const nobodys = join(tmpdir(), `hypriotkit-cache-${process.getuid?.() ?? ''}`);
  const cache = isAbsolute(given) ? given : home === undefined ? nobodys : join(home, '.cache');
  return join(cache, 'hypriotkit', 'repositories');
}

/** Creates a folder that only its owner can access. */
export const makeOwnFolder = (folder: string): Promise<void> => inCache(folder, () => makeFolder(folder, 0o700));

/** Runs work on files of the cache. Its errors suggest setting XDG_CACHE_HOME. */
export const inCache = <T>(folder: string, work: () => Promise<T>): Promise<T> =>
  accessing('Keeping a copy of a repository', folder, work, 'Set XDG_CACHE_HOME to a folder that you may write to.');

/** Marks a commit as used now. Returns false if it is not in the cache. */
export async function isThere(folder: string): Promise<boolean> {
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    () => false,
  );
}

/** Removes commits of a repository that have not been used for a long time, and what killed processes have left. */
export async function removeOld(repository: string): Promise<void> {
  for (const name of await readdir(repository)) {
    const folder = join(repository, name);
    const isPartial = name.startsWith(PARTIAL);
    const kept = isPartial ? ABANDONED_MILLISECONDS : KEPT_MILLISECONDS;
    if ((await stat(folder)).mtimeMs >= Date.now() - kept) continue;
    // Half of a commit must not be found under its name.
    const removed = isPartial ? folder : join(repository, `${PARTIAL}${process.pid}-${name}`);
    if (!isPartial) await rename(folder, removed);
    await rm(removed, { recursive: true, force: true });
  }
}
