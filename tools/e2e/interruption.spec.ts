import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { nx, nxSucceeds, partialFolders, USUAL } from './lib/workspace';

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
});
