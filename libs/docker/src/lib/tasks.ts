import type { ExecutorContext, TargetConfiguration, Task } from '@nx/devkit';
import { checkRequest } from '@hypriotkit/component';
import { FilesUnusable, isUnusable, throwUnusable } from '@hypriotkit/config';
import { Masker, ofComponent } from '@hypriotkit/core';
import { checkAddress } from '@hypriotkit/engine';
import { checkFlash } from './check-flash';
import { chosenEngine } from './engines-by-platform';
import {
  BUILD_EXECUTOR,
  FLASH_EXECUTOR,
  REPRODUCE_EXECUTOR,
  RUN_EXECUTOR,
  SIGN_EXECUTOR,
  UPDATE_LOCK_EXECUTOR,
} from './executors';
import { reproduceRequest } from './reproduce-request';
import { buildRequest, ownImageRequest, signRequest } from './requests';
import type { Repositories } from './repositories';
import { subjectName, subjectOf } from './subject';
import { taskSettings } from './task-settings';

/** The task that the executor was called for. */
export const thisTask = (options: Record<string, unknown>, context: ExecutorContext): Task =>
  taskOf(context.projectName!, context.targetName!, context, options);

/** Returns this run's task for a project's target. */
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
  // Another program called the executor outside an Nx run.
  const alone = { id: `${project}:${target}`, outputs: [], overrides: options, parallelism: true, cache: false };
  return found ?? { ...alone, target: { project, target, configuration } };
}

/**
 * Checks all of this plugin's tasks in the run before the first one starts. A bad option of the last task must not
 * surface after half an hour of building the others. Git repositories are fetched along the way.
 *
 * @param masker Receives the secrets of all tasks.
 */
export async function checkTasks(
  context: ExecutorContext,
  repositories: Repositories,
  masker = new Masker(),
): Promise<void> {
  const checks = Object.values(context.taskGraph?.tasks ?? {}).map((task) => check(task));
  // Wait for all checks, so that none is still running after an error.
  const failed = (await Promise.allSettled(checks)).filter(({ status }) => status === 'rejected');
  const errors = failed.map((one) => (one as PromiseRejectedResult).reason as Error);
  const other = errors.find((error) => !isUnusable(error));
  if (other !== undefined) throw other;
  throwUnusable(errors.filter(isUnusable));

  function targetOf({ target: { project, target } }: Task): TargetConfiguration<Record<string, unknown>> {
    const { projects } = context.projectsConfigurations;
    return (projects[project]?.targets?.[target] ?? {}) as TargetConfiguration<Record<string, unknown>>;
  }

  async function check(task: Task): Promise<void> {
    const { project, target } = task.target;
    const { executor = '', options } = targetOf(task);
    const request = REQUESTS[executor];
    try {
      if (executor === FLASH_EXECUTOR) await checkFlash({ ...options, ...(task.overrides as object) });
      if (!request) return;
      const settings = taskSettings(task, context);
      masker.hide(settings.secrets);
      const { engine } = settings.options;
      if (engine !== undefined) checkAddress('the option engine', engine);
      chosenEngine(settings, context);
      checkRequest(await request(settings, context, repositories));
    } catch (error) {
      const name = subjectName(subjectOf(project, target, context.projectsConfigurations.projects));
      if (error instanceof FilesUnusable) for (const one of error.errors) ofComponent(one, name);
      throw ofComponent(error, name);
    }
  }
}

const REQUESTS: Record<string, typeof buildRequest | typeof ownImageRequest | typeof signRequest> = {
  [BUILD_EXECUTOR]: buildRequest,
  [RUN_EXECUTOR]: ownImageRequest,
  [SIGN_EXECUTOR]: signRequest,
  [REPRODUCE_EXECUTOR]: reproduceRequest,
  [UPDATE_LOCK_EXECUTOR]: buildRequest,
};
