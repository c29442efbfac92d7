// Finds the shell scripts, by their extension or their first line.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * @param {string[]} pathspecs of git; none: all files
 * @returns {string[]} the shell scripts among them, whether git tracks them yet or not
 */
export function shellScripts(pathspecs) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...pathspecs];
  return execFileSync('git', list, { encoding: 'utf8' }).split('\0').filter(isShell);
}

/** A part is sourced by a script, and has no first line that says what runs it. @param {string} file */
export const isPart = (file) => !readFileSync(file, 'utf8').startsWith('#!');

/** A file that is deleted but not yet committed does not count. @param {string} file */
function isShell(file) {
  if (!/\.sh$|(^|\/)[^./]+$/.test(file) || !existsSync(file)) return false;
  return file.endsWith('.sh') || /^#!.*\b(ba|da)?sh\b/.test(readFileSync(file, 'utf8').slice(0, 60));
}
