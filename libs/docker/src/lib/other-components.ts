import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { buildComponent, setAsideArtifacts, type Tools } from '@hypriotkit/component';
import { BUILD_EXECUTOR } from './executors';
import type { Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { taskOf, thisTask } from './tasks';

/** Makes a component that another one reads, as its own task of this run would, and what that reads if need be. */
export async function makeAgain(
  component: string,
  context: ExecutorContext,
  repositories: Repositories,
  tools: Tools,
): Promise<void> {
  const request = await buildRequest(settingsOf(taskOf(component, 'build', context), context), context, repositories);
  await buildComponent(request, { ...tools, makeAgain: (next) => makeAgain(next, context, repositories, tools) });
}

/**
 * Sets aside what earlier runs left of the components that read this one: Nx does not come to their tasks any more, and
 * they were asked for too.
 */
export async function setReadersAside(context: ExecutorContext, log: Tools['log']): Promise<void> {
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const failed = thisTask({}, context).id;
  const artifactsRoot = join(context.root, 'dist', 'artifacts');
  // Nx 23 has the names of tasks where Nx 24 has edges.
  const readBy = (id: string) => (dependencies[id] as (string | { id: string })[] | undefined) ?? [];
  const reads = (id: string): boolean =>
    readBy(id)
      .map((edge) => (typeof edge === 'string' ? edge : edge.id))
      .some((other) => other === failed || reads(other));
  for (const { id, target } of Object.values(tasks)) {
    const { executor } = context.projectsConfigurations.projects[target.project]?.targets?.[target.target] ?? {};
    if (executor === BUILD_EXECUTOR && reads(id)) await setAsideArtifacts({ artifactsRoot }, target.project, log);
  }
}
