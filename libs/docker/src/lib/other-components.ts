import type { ExecutorContext } from '@nx/devkit';
import { buildComponent, setAsideArtifacts, type Tools } from '@hypriotkit/component';
import { BUILD_EXECUTOR } from './executors';
import { checkStillSame } from './check-run';
import { placesOf } from './places';
import type { Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { builderOf, subjectOf, type Subject } from './subject';
import { taskOf, thisTask } from './tasks';

/** Rebuilds a component that another one reads, as its own task in this run would, with its inputs if needed. */
export async function makeAgain(
  subject: Subject,
  context: ExecutorContext,
  repositories: Repositories,
  tools: Tools,
): Promise<void> {
  const builder = builderOf(subject, context.projectsConfigurations.projects);
  // Another plugin makes it.
  if (!builder) return;
  const { project, target } = builder;
  const request = await buildRequest(settingsOf(taskOf(project, target, context), context), context, repositories);
  await buildComponent(request, {
    ...tools,
    checkUnchanged: () => checkStillSame(subject, context),
    makeAgain: (next) => makeAgain(next, context, repositories, tools),
  });
}

/**
 * Sets aside old artifacts of the components that read this one. They were requested too, but Nx will skip their tasks.
 */
export async function setReadersAside(context: ExecutorContext, log: Tools['log']): Promise<void> {
  const { projects } = context.projectsConfigurations;
  const { tasks = {}, dependencies = {} } = context.taskGraph ?? {};
  const failed = thisTask({}, context).id;
  // Nx 23 has task names where Nx 24 has edges.
  const readBy = (id: string) => (dependencies[id] as (string | { id: string })[] | undefined) ?? [];
  const reads = (id: string): boolean =>
    readBy(id)
      .map((edge) => (typeof edge === 'string' ? edge : edge.id))
      .some((other) => other === failed || reads(other));
  for (const { id, target } of Object.values(tasks)) {
    const { executor } = projects[target.project]?.targets?.[target.target] ?? {};
    const subject = subjectOf(target.project, target.target, projects);
    if (executor === BUILD_EXECUTOR && reads(id)) {
      await setAsideArtifacts(placesOf(subject, context.root), subject.component, log);
    }
  }
}
