import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { addSmallComponents } from '../lib/small-components';
import { nx, USUAL } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/** Removing a container takes the engine a moment; what has gone wrong stays. */
const GRACE_SECONDS = 20;

const containers = () =>
  execFileSync('docker', ['ps', '--all', '--quiet', '--filter', 'label=io.hypriotkit.task=small_pot'], {
    encoding: 'utf8',
  });

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'while :; do echo "--> Pouring"; done');
});
afterAll(() => workspace.remove());

/** A task writes into a pipe that Nx reads, and its next line fails when Nx is gone. */
describe('a build whose reader is gone', () => {
  it.each([1, 2, 3])('leaves no container, however much it has to say (%i)', async () => {
    const build = nx(['run', 'small_pot:build', '--fresh', '--skip-nx-cache'], USUAL, workspace.root);
    await build.says('note: Pouring');
    build.child.kill('SIGKILL');
    await build.ended;
    for (let second = 0; second < GRACE_SECONDS && containers(); second++) await sleep(1000);
    expect(containers()).toBe('');
  });
});
