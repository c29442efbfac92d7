// Runs shellcheck on every shell script in git, or on those that the given git pathspecs match. Scripts without an extension
// are included.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { run } from '../setup/lib/commands.mjs';
import { allowChange, installPackages } from '../setup/lib/machine.mjs';

const STEP = 'shellcheck';

const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...process.argv.slice(2)];
const files = execFileSync('git', listed, { encoding: 'utf8' });
const scripts = files.split('\0').filter(isShell);

if (scripts.length === 0) process.exit(0);
if ((await run('shellcheck', ['--version'])).code !== 0) {
  await allowChange(STEP, 'Debian package shellcheck will be installed', 'install shellcheck');
  await installPackages(STEP, ['shellcheck']);
}
const { code } = await run('shellcheck', ['--', ...scripts], { show: true });
if (code === 0) console.log(`${STEP}: ${scripts.length} scripts, no findings`);
process.exit(code);

/** Decides by extension or shebang. A deleted file that git still lists does not count. @param {string} file */
function isShell(file) {
  if (!/\.sh$|(^|\/)[^./]+$/.test(file) || !existsSync(file)) return false;
  return file.endsWith('.sh') || /^#!.*\b(ba|da)?sh\b/.test(readFileSync(file, 'utf8').slice(0, 60));
}
