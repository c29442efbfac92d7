import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSystem } from './from-system';

const HINT = 'Set TMPDIR to a folder that exists and that you may write to, or remove the variable.';

/**
 * Creates a folder for temporary files of this process alone, which whoever asks for it removes.
 *
 * @param start how its name begins
 * @throws FileAccessFailed that names TMPDIR
 */
export function temporaryFolder(start: string, parent = tmpdir()): string {
  try {
    return mkdtempSync(join(parent, start));
  } catch (error) {
    // The system names the folder that it could not create, which nobody has heard of.
    const atParent = Object.assign(error as NodeJS.ErrnoException, { path: parent });
    throw fromSystem('Creating a temporary folder in TMPDIR', atParent, parent, HINT);
  }
}
