import type { ExecutorContext } from '@nx/devkit';
import { ComponentLog, type RunRequest, type Tools } from '@hypriotkit/component';
import type { Verbosity } from '@hypriotkit/contract';
import { describeError, interruption, Masker } from '@hypriotkit/core';
import { Connections } from './connections';
import type { ContainerOptions } from './container-options';
import { makeAgain, setOutdatedAside, setReadersAside } from './other-components';
import { plainLog } from './plain-log';
import { Repositories } from './repositories';
import { checkRun, checkStillSame } from './check-run';
import type { Settings } from './settings';
import { subjectName, subjectOf } from './subject';
import { taskSettings } from './task-settings';
import { checkTasks, thisTask } from './tasks';

/**
 * Runs the work of an executor in the engine.
 *
 * First it checks every task of the run, finds the engines and removes leftovers of killed runs. Signals end the work
 * cleanly. Errors are printed with their hints.
 */
export async function inEngine<Request extends RunRequest>(
  options: Partial<ContainerOptions>,
  context: ExecutorContext,
  requestOf: (settings: Settings, context: ExecutorContext, repositories: Repositories) => Promise<Request>,
  work: (request: Request, tools: Tools) => Promise<void>,
  defaultVerbosity: Verbosity = 'info',
): Promise<{ success: boolean }> {
  const subject = subjectOf(context.projectName!, context.targetName!, context.projectsConfigurations.projects);
  const name = subjectName(subject);
  const interrupted = interruption({ parentGone: true });
  const masker = new Masker();
  let log: ComponentLog | undefined;
  let begun = false;
  let { verbosity } = options;
  try {
    const settings = taskSettings(thisTask({ ...options }, context), context);
    masker.hide(settings.secrets);
    verbosity = settings.options.verbosity ?? defaultVerbosity;
    log = new ComponentLog(name, verbosity, masker);
    const repositories = new Repositories({ log, signal: interrupted.signal });
    await checkTasks(context, repositories, masker);
    await checkRun(context);
    const request = await requestOf(settings, context, repositories);
    const connections = new Connections(context, log, interrupted.signal);
    await connections.checkAhead();
    const tools: Tools = {
      ...(await connections.open(settings, request)),
      log,
      signal: interrupted.signal,
      checkUnchanged: () => checkStillSame(subject, context),
    };
    begun = true;
    await work(request, {
      ...tools,
      makeAgain: (input) => makeAgain(input, context, repositories, connections, tools),
    });
    return { success: true };
  } catch (error) {
    const debug = verbosity === 'debug';
    console.error(describeError(error, { component: name, debug, masker }));
    await (begun ? setReadersAside : setOutdatedAside)(context, log ?? plainLog(name));
    return { success: false };
  } finally {
    log?.close();
    interrupted.release();
  }
}
