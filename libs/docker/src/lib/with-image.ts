import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { VERBOSITY_VARIABLE } from '@hypriotkit/contract';
import { describeError, interruption, type Logger } from '@hypriotkit/core';
import { placesOf } from './places';
import { runWide } from './run-wide';
import { subjectName, subjectOf } from './subject';

/** What an executor that works on a finished image gets. */
interface WithImage {
  /** The folder of the image and its manifest. */
  folder: string;
  log: Logger;
  signal: AbortSignal;
}

/** Runs the work of an executor on the image that the project's build has made. Errors are printed with their hints. */
export async function withImage(
  context: ExecutorContext,
  work: (image: WithImage) => Promise<void>,
): Promise<{ success: boolean }> {
  const subject = subjectOf(context.projectName!, context.targetName!, context.projectsConfigurations.projects);
  const name = subjectName(subject);
  const interrupted = interruption({ parentGone: true });
  const verbosity = runWide('verbosity');
  const debug = verbosity === 'debug';
  const print = (text: string) => console.log(`${name}: ${text}`);
  const log: Logger = {
    step: (text) => void (verbosity !== 'quiet' && print(text)),
    detail: (text) => void (debug && print(`  ${text}`)),
    warn: (text) => console.error(`${name}: warning: ${text}`),
  };
  const folder = join(placesOf(subject, context.root).artifactsRoot, subject.component);
  try {
    await work({ folder, log, signal: interrupted.signal });
    return { success: true };
  } catch (error) {
    console.error(describeError(error, { component: name, debug, how: `${VERBOSITY_VARIABLE}=debug` }));
    return { success: false };
  } finally {
    interrupted.release();
  }
}
