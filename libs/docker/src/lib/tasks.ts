import type { ExecutorContext, Task } from '@nx/devkit';
import { checkRequest } from '@hypriotkit/component';
import { Masker, ofComponent } from '@hypriotkit/core';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from './executors';
import { buildRequest, ownImageRequest } from './requests';
import type { Repositories } from './repositories';
import { settingsOf } from './settings';

/** The task that the executor was called for. */
export const thisTask = (options: Record<string, unknown>, context: ExecutorContext): Task =>
  taskOf(context.projectName!, context.targetName!, context, options);

/** The task of this run that a target of a project has. */
export function taskOf(
  project: string,
  target: string,
  context: ExecutorContext,
  options: Record<string, unknown> = {},
): Task {
  const { configurationName: configuration } = context;
  const found = Object.values(context.taskGraph?.tasks ?? {}).find(
    (task) => task.target.project === project && task.target.target === target,
  );
  // Called by another program, without a run of Nx around it.
  const alone = { id: `${project}:${target}`, outputs: [], overrides: options, parallelism: true, cache: false };
  return found ?? { ...alone, target: { project, target, configuration } };
}

/**
 * Checks every task of the run that is this plugin's, whichever of them comes first: a bad option of the last one must
 * not show after half an hour of work on the others. What comes from git repositories is fetched on the way.
 *
 * @param masker is told of the secrets of all of them
 */
export async function checkTasks(
  context: ExecutorContext,
  repositories: Repositories,
  masker = new Masker(),
): Promise<void> {
  const checks = Object.values(context.taskGraph?.tasks ?? {}).map((task) => check(task));
  // Nothing that was begun for one task goes on after the error of another.
  const failed = (await Promise.allSettled(checks)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;

  async function check(task: Task): Promise<void> {
    const { project, target } = task.target;
    const request = REQUESTS[context.projectsConfigurations.projects[project]?.targets?.[target]?.executor ?? ''];
    try {
      if (!request) return;
      const settings = settingsOf(task, context);
      masker.hide(settings.secrets);
      checkRequest(await request(settings, context, repositories));
    } catch (error) {
      throw ofComponent(error, project);
    }
  }
}

const REQUESTS: Record<string, typeof buildRequest | typeof ownImageRequest> = {
  [BUILD_EXECUTOR]: buildRequest,
  [RUN_EXECUTOR]: ownImageRequest,
};
