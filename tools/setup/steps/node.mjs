import { readFileSync } from 'node:fs';
import { SetupError } from '../lib/report.mjs';

/** Checks that Node.js has the version that package.json asks for, because npm only warns about an older one. */
export function ensureNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const needed = engines.node.replace('>=', '');
  if (version.localeCompare(needed, 'en', { numeric: true }) >= 0) return;
  throw new SetupError(
    `this is Node.js ${version}, but ${needed} or newer is needed`,
    'install it: https://nodejs.org',
  );
}
