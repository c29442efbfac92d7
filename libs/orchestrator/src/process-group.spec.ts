import { spawnSync } from 'node:child_process';
import { runGroup } from './process-group';

const never = new AbortController().signal;
const options = { cwd: '/', env: process.env, quiet: true, graceMilliseconds: 1000 };
const run = (script: string, signal = never) => runGroup(['sh', '-c', script], options, signal);

/** A dead one that nobody has taken notice of is none. */
const isAlive = (pid: string): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim());

describe('runGroup', () => {
  it('says how a program ended, and what it said', async () => {
    expect(await run('echo out; echo err >&2; exit 3')).toEqual({ code: 3, output: 'out\nerr\n' });
  });

  it('lets nobody outlive it whom the program has started', async () => {
    const { output } = await run('sleep 600 & echo $!');
    expect(isAlive(String(process.pid))).toBe(true);
    expect(isAlive(output.trim())).toBe(false);
  });

  it('asks it to end when the signal says so, and kills it when it does not', async () => {
    const asked = AbortSignal.timeout(200);
    expect(await run('trap "echo bye; exit 4" TERM; while :; do sleep 0.05; done', asked)).toEqual({
      code: 4,
      output: 'bye\n',
    });
    expect((await run('trap "" TERM; while :; do sleep 0.05; done', AbortSignal.timeout(200))).code).toBeNull();
  });

  it('fails when there is no such program', async () => {
    await expect(runGroup(['/no/such/program'], options, never)).rejects.toThrow('ENOENT');
  });
});
