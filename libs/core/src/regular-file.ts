import { readFileSync, statSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** Bytes of the largest file that is read into memory. Files of text that people write, and lists of tools, are far smaller. */
const LARGEST = 64_000_000;

/**
 * Reads a file that a user may have put there. A pipe, a socket or a device is refused, also behind a link: reading it
 * could wait forever, and would return something else the next time. So is a file of more than 64 MB, which could take all memory.
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  refuseUnreadable(path, await stat(path));
  return readFile(path);
}

/** Synchronous version of `readRegularFile`. */
export function readRegularFileNow(path: string): Buffer {
  refuseUnreadable(path, statSync(path));
  return readFileSync(path);
}

/** A folder is left to the system, which refuses to read it with an error of its own. */
function refuseUnreadable(path: string, stats: Stats): void {
  if (stats.isDirectory()) return;
  // The code of BSD's and libuv's errors for this.
  if (!stats.isFile()) throw refusal('EFTYPE', 'not a regular file', path);
  if (stats.size > LARGEST) throw refusal('EOVERFLOW', 'file too large', path);
}

const refusal = (code: string, reason: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${reason}, open '${path}'`), { code, syscall: 'open', path });
