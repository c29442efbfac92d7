import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../lib/commands.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'npm packages';
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Installs what package-lock.json names, unless npm's own mark says that this has been done since it changed. */
export async function ensureNpmPackages() {
  if (upToDate()) return report(STEP, 'installed');
  report(STEP, 'installing what package-lock.json names ...');
  // Not `npm ci`: it refuses a lock file without the packages of other platforms, which not every registry has.
  const { code, stderr } = await run('npm', ['install', '--no-audit', '--prefix', root]);
  if (code !== 0) {
    throw new SetupError(
      `npm install failed: ${reasons(stderr)}`,
      'check that the npm registry answers (npm ping), then run this again',
    );
  }
  report(STEP, 'installed');
}

/** npm says why first, and how it is used at length after it. @param {string} stderr */
function reasons(stderr) {
  const lines = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 4).join(' ').replaceAll('npm error', '').trim();
}

function upToDate() {
  const mark = `${root}node_modules/.package-lock.json`;
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
}
