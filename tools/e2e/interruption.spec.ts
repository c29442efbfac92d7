import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARTIFACTS, nx, nxSucceeds, partialFolders, USUAL } from './lib/workspace';

/** Nx gives its tasks five seconds; removing a container takes the engine a moment more. */
const GRACE_SECONDS = 20;

const containers = () =>
  execFileSync('docker', ['ps', '--all', '--quiet', '--filter', 'label=io.hypriotkit.task=blank_image'], {
    encoding: 'utf8',
  });

async function nothingIsLeft(): Promise<void> {
  for (let second = 0; second < GRACE_SECONDS && (containers() || partialFolders().length > 0); second++)
    await sleep(1000);
  expect(containers()).toBe('');
  expect(partialFolders()).toEqual([]);
}

describe('a build that is ended early', () => {
  beforeAll(() => nxSucceeds('run', 'base_image:build'));

  it.each([
    ['SIGINT', 'Building the image'],
    ['SIGINT', 'Partitioning'],
    ['SIGTERM', 'Making the file systems'],
    ['SIGKILL', 'Making the file systems'],
  ] as const)('by %s to Nx at "%s" leaves no container and no half-written artifact', async (signal, step) => {
    const build = nx(['run', 'blank_image:build', '--fresh', '--skip-nx-cache'], USUAL);
    await build.says(`blank_image: ${step}`);
    build.child.kill(signal);
    await build.ended;
    await nothingIsLeft();
  });

  it("by a kill of the task's process alone leaves no artifact of an earlier build in its place", async () => {
    await nxSucceeds('run', 'blank_image:build');
    const build = nx(['run', 'blank_image:build', '--fresh', '--skip-nx-cache'], USUAL);
    await build.says('blank_image: Making the file systems');
    const label = '{{index .Config.Labels "io.hypriotkit.pid"}}';
    const pid = execFileSync('docker', ['inspect', '--format', label, ...containers().trim().split('\n')], {
      encoding: 'utf8',
    });
    process.kill(Number(pid), 'SIGKILL');
    const { code, output } = await build.ended;
    expect(code).toBe(1);
    expect(output).toContain('warning: the process that built blank_image was killed');
    expect(existsSync(join(ARTIFACTS, 'blank_image'))).toBe(false);
    expect(existsSync(join(ARTIFACTS, '..', 'previous', 'blank_image', 'manifest.json'))).toBe(true);
    // Nobody is there to remove the container: the next one that uses the engine does.
    await nxSucceeds('run', 'blank_image:build', '--skip-nx-cache');
    await nothingIsLeft();
  });
});
