import { dirname } from 'node:path';
import { DiskFull, FileAccessFailed, HypriotkitError } from './errors';
import { obstacleOn } from './obstacle';

/** Reasons and hints for the system's error codes. See errno(3). */
const REFUSALS: Record<string, [reason: string, hint: string]> = {
  EACCES: ['permission denied', 'Check who owns it and its folders (`namei -l PATH`), then run this again.'],
  EPERM: [
    'the system does not permit it',
    'Check who owns it, and whether it is immutable (`lsattr -d PATH`; `chattr -i PATH` undoes that).',
  ],
  EROFS: ['its file system is read-only', 'Mount it for writing, or work in another folder.'],
  ENOENT: ['it does not exist', 'Check whether something has removed it, then run this again.'],
  ENOTDIR: ['a file is where a folder is expected', 'Move it away, then run this again.'],
  EEXIST: ['something else has that name', 'Move it away, then run this again.'],
  EISDIR: ['it is a folder', 'Move it away: a file is expected there.'],
  EFTYPE: [
    'it is a pipe, a socket or a device, and not a regular file',
    'Copy what it contains into a regular file, and name that one.',
  ],
  ENOTEMPTY: ['another program writes to it', 'End the other program, then run this again.'],
  EBUSY: [
    'another program uses it, or something is mounted there',
    'Unmount it or end the other program, then run this again.',
  ],
  ETXTBSY: ['it is a running program', 'End that program, then run this again.'],
  EXDEV: ['it is on another file system', 'Do not mount anything below this folder: files are moved within it.'],
  ELOOP: ['it is a link that leads to itself', 'Remove the link, then run this again.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name, or a folder with a shorter path.'],
  EMFILE: ['too many files are open', 'Raise the limit (`ulimit -n 4096`), or run fewer tasks at once (--parallel=1).'],
  ENFILE: ['this machine has too many files open', 'End other programs, then run this again.'],
  EOVERFLOW: ['it is larger than 64 MB', 'Check whether it is the right file.'],
  EFBIG: ['the file is too large for its file system', 'Use a file system that supports files of that size.'],
  EIO: ['the disk cannot be read or written', 'The disk may be broken: see `dmesg`.'],
  ESTALE: ['its network share has changed', 'Mount the share again, then run this again.'],
  EINVAL: ['its file system does not allow this name', 'Choose another name, or use another file system.'],
};
const FULL = ['ENOSPC', 'EDQUOT'];

/** A system error. Node.js sets all of these fields, although its types make them optional. */
type SystemError = Pick<NodeJS.ErrnoException, 'code' | 'path' | 'syscall'>;

/** For these codes, the problem may be in any parent folder. */
const OF_THE_WAY = ['ENOENT', 'ENOTDIR', 'EEXIST', 'ELOOP'];
const OF_CONNECTIONS = /^(connect|bind|listen|getaddrinfo|read$)/;

/** Whether the system reported this error for a file or for a program that could not be started. */
function isFromSystem(error: unknown): error is Error & SystemError {
  if (error instanceof HypriotkitError || typeof error !== 'object' || error === null) return false;
  const { code = '', syscall = '', path } = error as SystemError;
  if (!(code in REFUSALS) && !FULL.includes(code)) return false;
  return path !== undefined || !OF_CONNECTIONS.test(syscall) || code === 'EISDIR';
}

/**
 * Converts a system error to one of our errors. Returns any other error unchanged.
 *
 * @param what the beginning of a sentence: "Writing the artifacts"
 * @param path the file or folder, used if the error does not name one
 * @param hint replaces the usual hint
 */
export function fromSystem(what: string, error: unknown, path?: string, hint?: string): unknown {
  if (!isFromSystem(error)) return error;
  const { code = '', syscall = '' } = error;
  const place = error.path ?? path ?? 'a file';
  if (FULL.includes(code)) return new DiskFull(path ?? place, error);
  if (syscall === 'uv_cwd') return withoutFolder(what, error);
  if (syscall.startsWith('spawn')) return notStarted(what, place, code, error);
  const [reason, usualHint] = REFUSALS[code]!;
  const obstacle = OF_THE_WAY.includes(code) ? obstacleTo(place, code) : undefined;
  return new FileAccessFailed(`${what} failed: ${obstacle ?? `${place}: ${reason}`}.`, {
    hint: hint ?? (obstacle ? 'Move it away, then run this again.' : usualHint.replaceAll('PATH', place)),
    cause: error,
  });
}

/** Runs `work` and converts the system errors that it throws; see fromSystem. */
export async function accessing<T>(what: string, path: string, work: () => Promise<T>, hint?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromSystem(what, error, path, hint);
  }
}

/** Synchronous version of `accessing`. */
export function accessingNow<T>(what: string, path: string, work: () => T, hint?: string): T {
  try {
    return work();
  } catch (error) {
    throw fromSystem(what, error, path, hint);
  }
}

/** The system's error code in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as Partial<NodeJS.ErrnoException>;
  return REFUSALS[code]?.[0] ?? message ?? String(error);
}

function obstacleTo(path: string, code: string): string | undefined {
  try {
    return obstacleOn(code === 'EEXIST' ? path : dirname(path));
  } catch {
    return undefined;
  }
}

function withoutFolder(what: string, cause: unknown): HypriotkitError {
  const hint = 'Change to a folder that exists (cd), then run this again.';
  return new FileAccessFailed(`${what} failed: the folder that it was started in no longer exists.`, {
    hint,
    cause,
  });
}

function notStarted(what: string, program: string, code: string, cause: unknown): HypriotkitError {
  const missing = code === 'ENOENT';
  return new FileAccessFailed(`${what} failed: ${program} ${missing ? 'is not installed' : 'cannot be started'}.`, {
    hint: missing
      ? `Install ${program}, and make sure that PATH contains its folder.`
      : `Check the permissions of ${program}.`,
    cause,
  });
}
