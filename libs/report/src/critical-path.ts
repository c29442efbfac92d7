import type { BuildTask, Made } from './data';

type MadeTask = BuildTask & { made: Made };

/** The tasks that were made in the run of the image. The others came from Nx's cache. */
export const madeInRun = (build: BuildTask[]): MadeTask[] =>
  build.filter((task): task is MadeTask => task.inRun && task.made !== undefined);

/**
 * Returns the components that determined how long the run took: the one that ended last, before it the one that it waited
 * for longest, and so on. The first is first.
 */
export function criticalPath(build: BuildTask[]): string[] {
  const made = new Map(madeInRun(build).map((task) => [task.component, task]));
  const path: string[] = [];
  let next = lastOf([...made.values()]);
  while (next) {
    path.unshift(next.component);
    next = lastOf(
      next.reads.flatMap((name) => made.get(name) ?? []).filter(({ component }) => !path.includes(component)),
    );
  }
  return path;
}

const lastOf = (tasks: MadeTask[]): MadeTask | undefined =>
  tasks.reduce<MadeTask | undefined>(
    (last, task) => (last === undefined || task.made.ended > last.made.ended ? task : last),
    undefined,
  );
