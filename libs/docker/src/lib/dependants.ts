import type { ExecutorContext, Task } from '@nx/devkit';
import { thisTask } from './tasks';

/** Returns the tasks of this run that wait for the executor's own, directly or indirectly. */
export function dependants(context: ExecutorContext): Task[] {
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const own = thisTask({}, context).id;
  // Nx 23 has task names where Nx 24 has edges.
  const readBy = (id: string) => (dependencies[id] as (string | { id: string })[] | undefined) ?? [];
  const reads = (id: string): boolean =>
    readBy(id)
      .map((edge) => (typeof edge === 'string' ? edge : edge.id))
      .some((other) => other === own || reads(other));
  return Object.values(tasks).filter(({ id }) => reads(id));
}
