import { readFileSync, statSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/**
 * Reads a file that a user may have put there. A pipe, a socket or a device is refused, also behind a link: reading it
 * could wait forever, and would return something else the next time.
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  refuseSpecial(path, await stat(path));
  return readFile(path);
}

/** Synchronous version of `readRegularFile`. */
export function readRegularFileNow(path: string): Buffer {
  refuseSpecial(path, statSync(path));
  return readFileSync(path);
}

/** A folder is not special. The system refuses to read it, with an error of its own. */
function refuseSpecial(path: string, stats: Stats): void {
  if (stats.isFile() || stats.isDirectory()) return;
  // The code of BSD's and libuv's errors for this.
  throw Object.assign(new Error(`EFTYPE: not a regular file, open '${path}'`), {
    code: 'EFTYPE',
    syscall: 'open',
    path,
  });
}
