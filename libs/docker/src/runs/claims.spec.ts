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

it('lets runs that make the same get along, and others when it is over', async () => {
  await claimRun(root, run('a'));
  await claimRun(root, run('b'));
  await expect(claimRun(root, run('c', { components: { tea: '2', pot: '1' } }))).rejects.toMatchObject({
    code: 'HK_RUN_CONFLICT',
    message: expect.stringMatching(/begun at \d\d:\d\d:\d\d\) builds with other fields, files or builders of tea\.$/),
  });
  await expect(claimRun(root, run('c', { options: '--kind=black' }))).rejects.toThrow('builds with other options');
  await expect(claimRun(root, run('c', { components: { tea: '1', pot: '1', cup: '1' } }))).rejects.toThrow('of cup');
  await releaseRun(root, 'a');
  await releaseRun(root, 'b');
  await claimRun(root, run('c', { options: '--kind=black' }));
});

it('counts a run as long as its process lives', async () => {
  await claimRun(root, run('a'));
  await holdRun(root, 'a', nx.pid);
  const other = run('b', { components: { tea: '2', pot: '1' } });
  await expect(claimRun(root, other)).rejects.toThrow(`process ${nx.pid}) builds with`);
  nx.kill('SIGKILL');
  await once(nx, 'exit');
  await claimRun(root, other);
});

it('tells the task of a run that was taken for dead', async () => {
  jest.useFakeTimers({
    doNotFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'setImmediate', 'nextTick'],
  });
  await claimRun(root, run('a'));
  jest.setSystemTime(Date.now() + 10 * 60_000);
  await claimRun(root, run('b', { options: 'other' }));
  jest.useRealTimers();
  await expect(holdRun(root, 'a', nx.pid)).rejects.toMatchObject({ code: 'HK_RUN_CONFLICT' });
});

it('keeps workspaces apart', async () => {
  await claimRun(root, run('a'));
  await claimRun(`${root}/other`, run('b', { options: 'other' }));
  await releaseRun(`${root}/other`, 'b');
});
