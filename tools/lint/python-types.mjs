// Runs Pyright in strict mode on the files that pyrightconfig.json names.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pyright = fileURLToPath(import.meta.resolve('pyright'));
// With an empty PATH, Pyright finds no Python, whose packages would differ between machines. It brings its own types.
const { status } = spawnSync(process.execPath, [pyright], { stdio: 'inherit', env: { ...process.env, PATH: '' } });
process.exit(status ?? 1);
