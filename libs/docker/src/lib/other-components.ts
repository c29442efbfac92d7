import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { buildComponent, setAsideArtifacts, type Tools } from '@hypriotkit/component';
import { BUILD_EXECUTOR } from './executors';
import type { Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { taskOf, thisTask } from './tasks';

/** Rebuilds a component that another one reads, as its own task in this run would, with its inputs if needed. */
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
 * Sets aside old artifacts of the components that read this one. They were requested too, but Nx will skip their tasks.
 */
export async function setReadersAside(context: ExecutorContext, log: Tools['log']): Promise<void> {
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const failed = thisTask({}, context).id;
  const artifactsRoot = join(context.root, 'dist', 'artifacts');
  // Nx 23 has task names where Nx 24 has edges.
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
