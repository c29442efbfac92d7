import { spawnSync } from 'node:child_process';
import { runGroup } from './process-group';

const never = new AbortController().signal;
const options = { cwd: '/', env: process.env, onLine: () => undefined, graceMilliseconds: 1000 };

async function run(script: string, signal = never) {
  const lines: string[] = [];
  const onLine = (stream: string, line: string) => lines.push(`${stream}: ${line}`);
  const code = await runGroup(['sh', '-c', script], { ...options, onLine }, signal);
  return { code, lines };
}

/** A zombie does not count as alive. */
const isAlive = (pid: string): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim());

describe('runGroup', () => {
  it('says how a program ended, and what it said', async () => {
    const { code, lines } = await run('echo out; echo err >&2; exit 3');
    expect(code).toBe(3);
    expect(lines.sort()).toEqual(['stderr: err', 'stdout: out']);
  });

  it('lets nobody outlive it whom the program has started', async () => {
    const { lines } = await run('sleep 600 & echo $!');
    expect(isAlive(String(process.pid))).toBe(true);
    expect(isAlive(lines[0]!.replace('stdout: ', ''))).toBe(false);
  });

  it('asks it to end when the signal says so, and kills it when it does not', async () => {
    const asked = AbortSignal.timeout(200);
    expect(await run('trap "echo bye; exit 4" TERM; while :; do sleep 0.05; done', asked)).toEqual({
      code: 4,
      lines: ['stdout: bye'],
    });
    expect((await run('trap "" TERM; while :; do sleep 0.05; done', AbortSignal.timeout(200))).code).toBeNull();
  });

  it('fails when there is no such program', async () => {
    await expect(runGroup(['/no/such/program'], options, never)).rejects.toThrow('ENOENT');
  });
});
