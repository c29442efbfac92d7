// Runs shellcheck on every shell script in git, or on those that the given git pathspecs match. It follows what a script
// sources, and judges the script and its parts together: only then does it know which variables they share.
import { readFileSync } from 'node:fs';
import { run } from '../setup/lib/commands.mjs';
import { allowChange, installPackages } from '../setup/lib/machine.mjs';
import { isPart, shellScripts } from './shell-scripts.mjs';

const STEP = 'shellcheck';
/** Variables that nobody sets or reads: one part alone cannot tell. */
const ABOUT_SHARED_VARIABLES = 'SC2034,SC2154';
/** How shellcheck would be told to follow nothing. */
const UNSEEN = /shellcheck\b.*\bsource=\/dev\/null/;

const files = shellScripts(process.argv.slice(2));

if (files.length === 0) process.exit(0);
if ((await run('shellcheck', ['--version'])).code !== 0) {
  await allowChange(STEP, 'Debian package shellcheck will be installed', 'install shellcheck');
  await installPackages(STEP, ['shellcheck']);
}
const results = [
  refuseUnseen(),
  await check(['--check-sourced'], (file) => !isPart(file)),
  await check([`--exclude=${ABOUT_SHARED_VARIABLES}`], isPart),
];
const failed = results.includes(false);
if (!failed) console.log(`${STEP}: ${files.length} scripts, no findings`);
process.exit(failed ? 1 : 0);

/** @param {string[]} options @param {(file: string) => boolean} wanted */
async function check(options, wanted) {
  const chosen = files.filter(wanted);
  if (chosen.length === 0) return true;
  const { code } = await run('shellcheck', ['--external-sources', ...options, '--', ...chosen], { show: true });
  return code === 0;
}

function refuseUnseen() {
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (UNSEEN.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  for (const place of found) console.log(`${place}: shellcheck cannot follow this. Name the file that is sourced.`);
  return found.length === 0;
}
