import { join } from 'node:path';
import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { buildComponent, isOutdated, setAsideArtifacts, type Tools } from '@hypriotkit/component';
import type { BuildExecutorOptions } from '../executors/build/schema';
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

/**
 * Of a task that was refused before any work: sets aside what an earlier one made, and what was made of that, if tasks that this one waited for
 * have replaced what it was made from.
 */
export async function setOutdatedAside(context: ExecutorContext, log: Tools['log']): Promise<void> {
  const { projects } = context.projectsConfigurations;
  const [project, target] = [context.projectName!, context.targetName!];
  const { executor, options } = (projects[project]?.targets?.[target] ??
    {}) as TargetConfiguration<BuildExecutorOptions>;
  if (executor !== BUILD_EXECUTOR) return;
  const subject = subjectOf(project, target, projects);
  const places = placesOf(subject, context.root);
  const sources: Record<string, string> = {};
  for (const input of options?.inputs ?? [])
    sources[input.component] = join(placesOf(input, context.root).artifactsRoot, input.component);
  if (!(await isOutdated(join(places.artifactsRoot, subject.component), sources))) return;
  await setAsideArtifacts(places, subject.component, log);
  await setReadersAside(context, log);
}
