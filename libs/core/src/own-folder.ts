import { access, constants, lstat } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { FileAccessFailed } from './errors';
import { accessing } from './from-system';
import { makeFolder } from './make-folder';

const SHARED = '/tmp';
const HINT = 'Set TMPDIR to a folder that you may write to.';

/**
 * Returns a folder for this user's temporary files. All processes of the user share it, and nobody else may write to
 * it. Creates it if necessary. Its name has the user's number, because a user in a container may have no name.
 *
 * @throws FileAccessFailed when it cannot be created or belongs to somebody else
 */
export async function ownFolder(): Promise<string> {
  const user = process.getuid?.();
  const folder = join(await passingFolder(), `hypriotkit-${user ?? userInfo().username}`);
  await accessing("Creating this user's temporary folder", folder, () => makeFolder(folder, 0o700), HINT);
  const found = await lstat(folder);
  if (!found.isDirectory() || (user !== undefined && found.uid !== user)) {
    throw new FileAccessFailed(`${folder} is not a folder that this user owns.`, {
      hint: `Remove it, or s${HINT.slice(1)}`,
    });
  }
  return folder;
}

/** Ignores TMPDIR, which may differ between shells: all processes of a user must find the same folder. */
async function passingFolder(): Promise<string> {
  if (process.platform === 'win32') return tmpdir();
  return access(SHARED, constants.W_OK | constants.X_OK).then(
    () => SHARED,
    () => tmpdir(),
  );
}

/** The user's home folder. Undefined if there is none, as in many containers. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
