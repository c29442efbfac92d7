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
  const { code, stderr } = await run('npm', ['ci', '--no-audit', '--prefix', root]);
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed: ${stderr.split('\n').slice(-5).join(' ')}`,
      'check that the npm registry answers (npm ping), then run this again',
    );
  }
  report(STEP, 'installed');
}

function upToDate() {
  const mark = `${root}node_modules/.package-lock.json`;
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
}
