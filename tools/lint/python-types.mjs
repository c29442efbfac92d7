// Pyright, strict, over the Python that pyrightconfig.json names.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pyright = fileURLToPath(import.meta.resolve('pyright'));
// Without PATH it finds no Python, whose packages would be others on each machine. Types come with it.
const { status } = spawnSync(process.execPath, [pyright], { stdio: 'inherit', env: { ...process.env, PATH: '' } });
process.exit(status ?? 1);
