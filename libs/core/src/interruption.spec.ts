import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that says "begun", works until it is interrupted, and cleans up for so many milliseconds. */
const program = (cleaning: number, options = {}) => `
const { interruption } = require('./interruption');
const { setTimeout: sleep } = require('node:timers/promises');
const interrupted = interruption(${JSON.stringify(options)});
interrupted.signal.addEventListener('abort', async () => {
  await sleep(${cleaning});
  interrupted.release();
  process.exit(7);
});
setInterval(() => console.log('begun'), 10);
`;

let child: ChildProcess;
let said: string;
afterEach(() => void child.kill('SIGKILL'));

async function begin(code: string): Promise<void> {
  const args = ['--require', '@swc-node/register', '--eval', code];
  child = spawn(process.execPath, args, { cwd: __dirname, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout!, 'data');
}

async function ended(): Promise<unknown> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

it('lets a program clean up after a signal, however often it comes at once', async () => {
  await begin(program(500));
  child.stdout!.resume();
  for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
  expect(await ended()).toBe(7);
});

it('lets it clean up when nobody reads its output any more, and when its parent is gone', async () => {
  await begin(program(500));
  child.stdout!.destroy();
  expect(await ended()).toBe(7);
  await begin(program(500, { parentGone: true }));
  child.stdout!.resume();
  child.disconnect();
  expect(await ended()).toBe(7);
});

it('ends it at a second signal', async () => {
  await begin(program(60_000));
  child.stdout!.resume();
  child.kill('SIGINT');
  await sleep(4_000);
  expect(said).toBe('Cleaning up. Ctrl-C again ends at once.\n');
  child.kill('SIGINT');
  expect(await ended()).toBe(130);
  expect(said).toContain('The next command removes what is left in the engine.');
});

it('ends it when cleaning up takes too long', async () => {
  await begin(program(60_000, { patienceMilliseconds: 100 }));
  child.stdout!.resume();
  child.kill('SIGTERM');
  expect(await ended()).toBe(143);
});
