import type { ExecutorContext } from '@nx/devkit';
import { buildComponent, setAsideArtifacts, type Tools } from '@hypriotkit/component';
import { BUILD_EXECUTOR } from './executors';
import { checkStillSame } from './check-run';
import type { Connections } from './connections';
import { dependants } from './dependants';
import { placesOf } from './places';
import type { Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { builderOf, subjectOf, type Subject } from './subject';
import { taskOf } from './tasks';

/** Rebuilds a component that another one reads, as its own task in this run would, with its inputs if needed. */
export async function makeAgain(
  subject: Subject,
  context: ExecutorContext,
  repositories: Repositories,
  connections: Connections,
  tools: Tools,
): Promise<void> {
  const builder = builderOf(subject, context.projectsConfigurations.projects);
  // Another plugin makes it.
  if (!builder) return;
  const { project, target } = builder;
  const settings = settingsOf(taskOf(project, target, context), context);
  const request = await buildRequest(settings, context, repositories);
  await buildComponent(request, {
    ...tools,
    ...(await connections.open(settings, request)),
    checkUnchanged: () => checkStillSame(subject, context),
    makeAgain: (next) => makeAgain(next, context, repositories, connections, tools),
  });
}

/**
 * Sets aside old artifacts of the components that read this one. They were requested too, but Nx will skip their tasks.
 */
export async function setReadersAside(context: ExecutorContext, log: Tools['log']): Promise<void> {
  const { projects } = context.projectsConfigurations;
  for (const { target } of dependants(context)) {
    const { executor } = projects[target.project]?.targets?.[target.target] ?? {};
    const subject = subjectOf(target.project, target.target, projects);
    if (executor === BUILD_EXECUTOR) await setAsideArtifacts(placesOf(subject, context.root), subject.component, log);
  }
}
