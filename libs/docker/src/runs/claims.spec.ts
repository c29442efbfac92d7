import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimRun, holdRun, releaseRun, type Run } from './claims';

let root: string;
let nx: ChildProcess;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-runs-'));
  nx = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
});
afterEach(async () => {
  nx.kill();
  for (const id of ['a', 'b', 'c']) await releaseRun(root, id);
  rmSync(root, { recursive: true });
});

const run = (id: string, own: Partial<Run> = {}): Run => ({
  id,
  components: { tea: '1', pot: '1' },
  options: '',
  ...own,
});

const other = (id: string, own: Partial<Run> = {}) => run(id, { components: { tea: '2', pot: '1' }, ...own });

it('lets runs that make the same get along, and others when it is over', async () => {
  await claimRun(root, run('a'));
  await claimRun(root, run('b'));
  for (const id of ['a', 'b']) await holdRun(root, run(id), nx.pid);
  await expect(claimRun(root, other('c'))).rejects.toMatchObject({
    code: 'HK_RUN_CONFLICT',
    message: expect.stringMatching(
      /started at [\d:]{8}, process \d+\) is building with other fields, files, builders or options of tea\.$/,
    ),
  });
  await expect(claimRun(root, run('c', { options: '--kind=black' }))).rejects.toThrow('is building with other options');
  await expect(claimRun(root, run('c', { components: { tea: '1', pot: '1', cup: '1' } }))).rejects.toThrow('of cup');
  await releaseRun(root, 'a');
  await releaseRun(root, 'b');
  await claimRun(root, run('c', { options: '--kind=black' }));
});

it('tells runs apart by values of environment variables that both know', async () => {
  await holdRun(root, run('a', { variables: { COLOUR: '1', SIZE: '1' } }), nx.pid);
  await holdRun(root, run('b', { variables: { COLOUR: '1' } }), nx.pid);
  await holdRun(root, run('c'), nx.pid);
  await expect(holdRun(root, run('c', { variables: { COLOUR: '2' } }), nx.pid)).rejects.toMatchObject({
    code: 'HK_RUN_CONFLICT',
    message: expect.stringMatching(/is building with another value of the environment variable COLOUR\.$/),
  });
});

it('counts a run as long as its process lives', async () => {
  await claimRun(root, run('a'));
  await holdRun(root, run('a'), nx.pid);
  await expect(claimRun(root, other('b'))).rejects.toThrow(`process ${nx.pid}) is building with`);
  nx.kill('SIGKILL');
  await once(nx, 'exit');
  await claimRun(root, other('b'));
});

it('knows the process of Nx, whatever runs the task', async () => {
  process.env['NX_INVOCATION_ANCESTOR_PIDS'] = `${process.ppid},${nx.pid}`;
  await holdRun(root, run('a'));
  delete process.env['NX_INVOCATION_ANCESTOR_PIDS'];
  await expect(claimRun(root, other('b'))).rejects.toThrow(`process ${nx.pid}) is building with`);
});

it('waits for a run that has only begun, until that goes on or away', async () => {
  await claimRun(root, run('a'));
  const waiting = claimRun(root, other('b'));
  await holdRun(root, run('a'), nx.pid);
  await expect(waiting).rejects.toThrow('is building with other fields');
  await releaseRun(root, 'a');

  await claimRun(root, run('a'));
  const next = claimRun(root, other('b'));
  await releaseRun(root, 'a');
  await next;
});

it('tells the task of a run that was taken for dead', async () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 60_000);
  await claimRun(root, run('a'));
  now.mockRestore();
  await claimRun(root, other('b'));
  await expect(holdRun(root, run('a'), nx.pid)).rejects.toMatchObject({ code: 'HK_RUN_CONFLICT' });
});

it('counts a run whose command line did not tell that it builds from its first task on', async () => {
  await holdRun(root, run('a'), nx.pid);
  await expect(holdRun(root, other('b'), nx.pid)).rejects.toMatchObject({ code: 'HK_RUN_CONFLICT' });
  await holdRun(root, run('c'), nx.pid);
});

it('keeps workspaces apart', async () => {
  await claimRun(root, run('a'));
  await claimRun(`${root}/other`, run('b', { options: 'other' }));
  await releaseRun(`${root}/other`, 'b');
});

it('does not count a run that began before the clock was set back, and has no task', async () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 60 * 60 * 1000);
  await claimRun(root, run('a'));
  now.mockRestore();
  await claimRun(root, other('b'));
});
