import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { withoutCredentials } from '@hypriotkit/core';
import { engineInfo, type Engine } from '@hypriotkit/engine';
import { DeviceNodesImpossible } from '../errors';
import type { ContainerOptions } from './container-options';
import { subjectName, subjectOf } from './subject';

/**
 * Checks that the engine can do what the tasks of this run need, before the first one starts.
 *
 * @throws DeviceNodesImpossible
 */
export async function checkEngine(engine: Engine, context: ExecutorContext): Promise<void> {
  const needing = makersOfDeviceNodes(context);
  if (needing.length === 0 || !(await engineInfo(engine)).userNamespace) return;
  throw new DeviceNodesImpossible(needing, withoutCredentials(engine.address));
}

function makersOfDeviceNodes({
  projectName,
  targetName,
  taskGraph,
  projectsConfigurations,
}: ExecutorContext): string[] {
  const { projects } = projectsConfigurations;
  // Without a task graph, another program called the executor outside an Nx run.
  const alone = [{ project: projectName!, target: targetName! }];
  const tasks = taskGraph ? Object.values(taskGraph.tasks).map(({ target }) => target) : alone;
  const options = (project: string, target: string) =>
    (projects[project]?.targets?.[target] as TargetConfiguration<Partial<ContainerOptions>> | undefined)?.options;
  return tasks
    .filter(({ project, target }) => options(project, target)?.deviceNodes)
    .map(({ project, target }) => subjectName(subjectOf(project, target, projects)));
}
