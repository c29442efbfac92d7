import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

it('is nobody where the process has a session of its own, as in the background', async () => {
  const script = `process.exitCode = require(${JSON.stringify(join(__dirname, 'attended.ts'))}).isAttended() ? 1 : 0`;
  const args = ['--require', '@swc-node/register', '--eval', script];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  expect((await once(child, 'close'))[0]).toBe(0);
});
