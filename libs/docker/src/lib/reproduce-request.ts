import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ExecutorContext, Task } from '@nx/devkit';
import type { BuildRequest, Reproduction } from '@hypriotkit/component';
import { ConfigurationInvalid } from '@hypriotkit/config';
import { SettingInvalid } from '../errors';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { placesOf } from './places';
import type { Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf, type Settings } from './settings';
import { builderOf, subjectOf } from './subject';

/** The options of the executor `reproduce` that those of `build` do not have. All others are of the build. */
interface Own {
  keep?: string;
}
export type ReproduceOptions = Partial<BuildExecutorOptions> & Own;
const OWN = ['keep'];
/** Options of the build that project.json may set for this target alone. */
const OF_BOTH = ['fresh', 'verbosity', 'engine', 'privileges'];

/** Returns the settings of the build that a task repeats, to compare it. */
export function reproduceSettings(task: Task, context: ExecutorContext): Settings {
  const { project, target } = task.target;
  const { projects } = context.projectsConfigurations;
  const options = (projects[project]!.targets![target]!.options ?? {}) as Own;
  const { keep } = { ...options, ...(task.overrides as Own) };
  const reports = join(placesOf(subjectOf(project, target, projects), context.root).reportsRoot, target);
  const reproduction = { reports, ...(keep && { keep: resolve(context.root, keep) }) };
  return { ...repeatedSettings(task, context), reproduction };
}

/**
 * Returns the settings of the build that a task repeats. The task's command line overrides them, as it would for the build.
 *
 * @throws ConfigurationInvalid if there is nothing to repeat
 */
export function repeatedSettings(task: Task, context: ExecutorContext): Settings {
  const { projects } = context.projectsConfigurations;
  const { project, target: name, configuration } = task.target;
  const subject = subjectOf(project, name, projects);
  const build = builderOf(subject, projects);
  const { root, targets = {} } = projects[project]!;
  if (!build) throw new ConfigurationInvalid(`${root}/project.json`, [`target "${name}": there is no build to repeat`]);
  const options = (targets[name]!.options ?? {}) as Record<string, unknown>;
  const given = { ...picked(options, (option) => OF_BOTH.includes(option)), ...(task.overrides as object) };
  const overrides = picked(given, (option) => !OWN.includes(option));
  return settingsOf({ ...task, target: { ...build, configuration }, overrides }, context);
}

const picked = (options: object, isWanted: (name: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([name]) => isWanted(name)));

/** Returns the request to build a component twice. */
export async function reproduceRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<BuildRequest & { reproduction: Reproduction }> {
  const request = await buildRequest(settings, context, repositories);
  if (request.artifacts.length === 0) {
    throw new ConfigurationInvalid(`${context.projectsConfigurations.projects[settings.project]!.root}/project.json`, [
      `${settings.component} makes no artifacts, only its builder image: there is nothing to compare`,
    ]);
  }
  const reproduction = settings.reproduction!;
  if (reproduction.keep !== undefined) refuseTaken(reproduction.keep);
  return { ...request, reproduction };
}

/** Earlier results are replaced. Anything else is not ours. */
function refuseTaken(folder: string): void {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw notToKeepIn(`cannot be used: ${(error as Error).message}`);
  }
  const others = names.filter((name) => !/^(first|second|[.](first|second)[.].*)$/.test(name));
  if (others.length > 0) throw notToKeepIn(`names ${folder}, which has other files: ${others.slice(0, 3).join(', ')}`);
}

const notToKeepIn = (reason: string) =>
  new SettingInvalid('keep', reason, 'Name a folder that is empty or does not exist. Nothing has been started.');
