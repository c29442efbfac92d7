import { criticalPath } from './critical-path';
import type { BuildTask } from './data';

const task = (component: string, reads: string[], times?: [number, number]): BuildTask => ({
  ...{ component, task: `${component}:build`, reads, inRun: times !== undefined },
  ...(times && { made: { source: 'built', started: times[0], ended: times[1] } }),
});

describe('the critical path', () => {
  it('leads from the last component back by what each waited for longest', () => {
    const tasks = [
      task('base', [], [0, 10]),
      task('quick', ['base'], [10, 12]),
      task('slow', ['base'], [10, 50]),
      task('image', ['quick', 'slow'], [50, 60]),
    ];
    expect(criticalPath(tasks)).toEqual(['base', 'slow', 'image']);
  });

  it("leaves out what came from Nx's cache", () => {
    const tasks = [task('base', []), task('slow', ['base'], [0, 50]), task('image', ['slow', 'base'], [50, 60])];
    expect(criticalPath(tasks)).toEqual(['slow', 'image']);
    expect(criticalPath([task('base', [])])).toEqual([]);
  });
});
