import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../lib/commands.mjs';
import { SetupError, report } from '../lib/report.mjs';

const STEP = 'npm packages';
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Installs the packages in package-lock.json, unless npm has done so since that file changed. */
export async function ensureNpmPackages() {
  if (upToDate()) return report(STEP, 'installed');
  report(STEP, 'installing the packages in package-lock.json ...');
  // `npm ci` would refuse a lock file without the packages for other platforms, which not every registry has.
  const { code, stderr } = await run('npm', ['install', '--include=dev', '--no-audit', '--prefix', root]);
  if (code === 127) throw new SetupError('npm is not installed', 'install it: it comes with Node.js, on Debian as npm');
  if (code !== 0) throw new SetupError(`npm install failed: ${reasons(stderr)}`, hintFor(stderr));
  report(STEP, 'installed');
}

/** Returns npm's first lines, which are the reasons. Its usage follows them. @param {string} stderr */
function reasons(stderr) {
  const lines = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 4).join(' ').replaceAll('npm error', '').trim() || stderr.trim();
}

/** Returns what to do, according to npm's error code and path. @param {string} stderr */
function hintFor(stderr) {
  const said = (word) => new RegExp(`^npm error ${word} (.+)$`, 'm').exec(stderr)?.[1];
  const [code = '', path = ''] = [said('code'), said('path')];
  if (code === 'ENOSPC' || /ENOSPC/.test(stderr)) return 'the disk is full: free some space, then run this again';
  if (/^(EACCES|EPERM|EROFS|ENOTDIR)$/.test(code)) {
    return path.startsWith(root)
      ? `${root} must be writable for you: clone it to a folder of your own, or become its owner (chown)`
      : `npm cannot write to ${path || 'its cache'}: make it writable, or use another folder: npm_config_cache=DIR npm start`;
  }
  if (code === 'EINTEGRITY')
    return 'a package differs from package-lock.json: empty the cache (npm cache clean --force)';
  return 'check that the npm registry answers (npm ping), then run this again';
}

function upToDate() {
  const mark = `${root}node_modules/.package-lock.json`;
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
}
