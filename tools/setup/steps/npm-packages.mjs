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
  if (code === 127) throw new SetupError('npm is not installed', 'install it: it comes with Node.js, on Debian as npm');
  if (code !== 0) throw new SetupError(`npm install failed: ${reasons(stderr)}`, hintFor(stderr));
  report(STEP, 'installed');
}

/** npm says why first, and how it is used at length after it. @param {string} stderr */
function reasons(stderr) {
  const lines = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 4).join(' ').replaceAll('npm error', '').trim() || stderr.trim();
}

/** What to do follows from npm's code, and from the path that it stumbled over. @param {string} stderr */
function hintFor(stderr) {
  const said = (word) => new RegExp(`^npm error ${word} (.+)$`, 'm').exec(stderr)?.[1];
  const [code = '', path = ''] = [said('code'), said('path')];
  if (code === 'ENOSPC' || /ENOSPC/.test(stderr)) return 'the disk is full: make room, then run this again';
  if (/^(EACCES|EPERM|EROFS|ENOTDIR)$/.test(code)) {
    return path.startsWith(root)
      ? `${root} has to be yours to write to: clone it to a folder of yours, or become its owner (chown)`
      : `npm cannot write to ${path || 'its cache'}: make that yours, or name another place: npm_config_cache=DIR npm start`;
  }
  if (code === 'EINTEGRITY')
    return 'what came is not what package-lock.json names: empty the cache (npm cache clean --force)';
  return 'check that the npm registry answers (npm ping), then run this again';
}

function upToDate() {
  const mark = `${root}node_modules/.package-lock.json`;
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
}
