// Which files are shell: by their ending or their first line.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** @returns {string[]} every shell script that git knows, and those that it does not know yet */
export function shellScripts() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return listed.split('\0').filter(isShell);
}

/** A part is sourced by a script, and has no first line that says what runs it. @param {string} file */
export const isPart = (file) => !readFileSync(file, 'utf8').startsWith('#!');

/** A file that is deleted but not yet committed does not count. @param {string} file */
function isShell(file) {
  if (!/\.sh$|(^|\/)[^./]+$/.test(file) || !existsSync(file)) return false;
  return file.endsWith('.sh') || /^#!.*\b(ba|da)?sh\b/.test(readFileSync(file, 'utf8').slice(0, 60));
}
