import { access, constants, lstat } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { FileAccessFailed } from './errors';
import { accessing } from './from-system';
import { makeFolder } from './make-folder';

const SHARED = '/tmp';
const HINT = 'Set TMPDIR to a folder that you may write to.';

/**
 * A folder for this user's passing files, the same for all processes of the user, which nobody else may write to; made if it is missing. By number: in a
 * container a user may have no name.
 *
 * @throws FileAccessFailed when there can be none, or when it belongs to somebody else
 */
export async function ownFolder(): Promise<string> {
  const user = process.getuid?.();
  const folder = join(await passingFolder(), `hypriotkit-${user ?? userInfo().username}`);
  await accessing('Making a folder for locks', folder, () => makeFolder(folder, 0o700), HINT);
  const found = await lstat(folder);
  if (!found.isDirectory() || (user !== undefined && found.uid !== user)) {
    throw new FileAccessFailed(`${folder} is not a folder of this user.`, { hint: `Remove it, or s${HINT.slice(1)}` });
  }
  return folder;
}

/** TMPDIR may be another one in each shell, and all processes of a user have to meet here. */
async function passingFolder(): Promise<string> {
  if (process.platform === 'win32') return tmpdir();
  return access(SHARED, constants.W_OK | constants.X_OK).then(
    () => SHARED,
    () => tmpdir(),
  );
}

/** The user's home; undefined for one who has none, as in many containers. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
