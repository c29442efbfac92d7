// Runs shellcheck over every shell script that git knows, those without an ending included.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
});
const scripts = files
  .split('\0')
  .filter((file) => file.endsWith('.sh') || (/(^|\/)[^.]+$/.test(file) && isShell(file)));

const { status, error } = spawnSync('shellcheck', ['--external-sources', '--', ...scripts], { stdio: 'inherit' });
if (error) {
  console.error(`shellcheck cannot run (${error.message}); install it: apt-get install shellcheck`);
  process.exit(1);
}
if (status === 0) console.log(`shellcheck: ${scripts.length} scripts, no findings`);
process.exit(status ?? 1);

/** @param {string} file */
function isShell(file) {
  try {
    return /^#!.*\b(ba|da)?sh\b/.test(readFileSync(file, 'utf8').slice(0, 60));
  } catch {
    return false;
  }
}
