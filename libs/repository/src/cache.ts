import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { accessing, homeFolder, makeFolder } from '@hypriotkit/core';

/** Commits that nobody has used for as long go when another one of their repository comes. */
const KEPT_MILLISECONDS = 7 * 24 * 3600 * 1000;

/** Where checked out repositories are: `<digest of the URL>/<commit>`. One who has no home has them among passing files. */
export function repositoriesFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CACHE_HOME'] ?? '';
  const home = homeFolder();
  const nobodys = join(tmpdir(), `hypriotkit-cache-${process.getuid?.() ?? ''}`);
  const cache = isAbsolute(given) ? given : home === undefined ? nobodys : join(home, '.cache');
  return join(cache, 'hypriotkit', 'repositories');
}

/** Makes a folder that nobody else may look into. */
export const makeOwnFolder = (folder: string): Promise<void> => inCache(folder, () => makeFolder(folder, 0o700));

/** Does something with files of the cache. */
export const inCache = <T>(folder: string, work: () => Promise<T>): Promise<T> =>
  accessing('Keeping a copy of a repository', folder, work, 'Set XDG_CACHE_HOME to a folder that you may write to.');

/** Notes that a commit is in use; false where it is not there. */
export async function isThere(folder: string): Promise<boolean> {
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    () => false,
  );
}

/** Removes what nobody has used for long, of one repository. */
export async function removeOld(repository: string): Promise<void> {
  const oldest = Date.now() - KEPT_MILLISECONDS;
  for (const name of await readdir(repository)) {
    const folder = join(repository, name);
    if ((await stat(folder)).mtimeMs < oldest) await rm(folder, { recursive: true, force: true });
  }
}
