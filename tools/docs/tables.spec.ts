import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('docs/configuration.md has the fields that the schema has, docs/security.md the containers that project.json states; `npm run docs` writes them', () => {
  // In a separate process, because jest cannot load Prettier's ES module.
  const args = ['--require', '@swc-node/register', join(__dirname, 'write.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: join(__dirname, '..', '..') });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
