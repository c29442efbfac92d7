import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Commits that nobody has used for as long go when another one of their repository comes. */
const KEPT_MILLISECONDS = 7 * 24 * 3600 * 1000;

/** Where checked out repositories are: `<digest of the URL>/<commit>`. */
export function repositoriesFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'hypriotkit', 'repositories');
}

/** Makes a folder that nobody else may look into. */
export const makeFolder = (folder: string): Promise<unknown> => mkdir(folder, { recursive: true, mode: 0o700 });

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
