import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** In the order of Nx: the first one that sets a variable counts, and what is set already counts more. */
const FILES = ['.local.env', '.env.local', '.env'];

/** Sets the variables of the workspace's files, as Nx does for the builds: they may name an engine and a configuration. */
export function readVariables(folder = root) {
  for (const file of FILES.map((name) => `${folder}${name}`).filter(existsSync)) process.loadEnvFile(file);
}
