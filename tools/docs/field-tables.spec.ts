import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('docs/configuration.md has the fields that the schema has; `npm run docs` writes them', () => {
  // In a process of its own: Prettier is a module that jest cannot load.
  const args = ['--require', '@swc-node/register', join(__dirname, 'write.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: join(__dirname, '..', '..') });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
