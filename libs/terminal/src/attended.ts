import { closeSync, openSync } from 'node:fs';

/**
 * Whether somebody may be there to do something: the process belongs to a terminal, wherever its output goes. Tasks of Nx write to
 * pipes even on a terminal.
 */
export function isAttended(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
