import type { ExecutorContext, Task } from '@nx/devkit';
import { REPRODUCE_EXECUTOR, UPDATE_LOCK_EXECUTOR } from './executors';
import { repeatedSettings, reproduceSettings } from './reproduce-request';
import { settingsOf, type Settings } from './settings';

/** Returns the settings of a task; those of a build if it repeats one. */
export function taskSettings(task: Task, context: ExecutorContext): Settings {
  const { project, target } = task.target;
  const { executor } = context.projectsConfigurations.projects[project]!.targets![target]!;
  if (executor === UPDATE_LOCK_EXECUTOR) return repeatedSettings(task, context);
  return executor === REPRODUCE_EXECUTOR ? reproduceSettings(task, context) : settingsOf(task, context);
}
