import { readFileSync } from 'node:fs';
import { SetupError } from '../lib/report.mjs';

/** The version that package.json asks for: npm only warns of an older one. */
export function ensureNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const needed = engines.node.replace('>=', '');
  if (version.localeCompare(needed, 'en', { numeric: true }) >= 0) return;
  throw new SetupError(
    `this is Node.js ${version}, and ${needed} or newer is needed`,
    'install it: https://nodejs.org',
  );
}
