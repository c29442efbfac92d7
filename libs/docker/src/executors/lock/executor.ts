import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { INPUTS } from '@hypriotkit/artifacts';
import { NothingRecorded } from '@hypriotkit/component';
import { parseFetched } from '@hypriotkit/config';
import { VERBOSITY_VARIABLE } from '@hypriotkit/contract';
import { describeError, fromSystem, interruption } from '@hypriotkit/core';
import { placesOf } from '../../lib/places';
import { runWide } from '../../lib/run-wide';
import { subjectName, subjectOf } from '../../lib/subject';
import { lockTo } from '../../lib/lock-to';
import { plainLog } from '../../lib/plain-log';

/** Writes what the last build of a component fetched into hypriotkit.lock.json. */
export default async function lock(_: object, context: ExecutorContext): Promise<{ success: boolean }> {
  const subject = subjectOf(context.projectName!, context.targetName!, context.projectsConfigurations.projects);
  const name = subjectName(subject);
  const interrupted = interruption({ parentGone: true });
  try {
    const folder = join(placesOf(subject, context.root).artifactsRoot, subject.component);
    const fetched = parseFetched(await inputsIn(folder));
    if (!fetched) throw new NothingRecorded(name);
    await lockTo(fetched, subject, context.root, { log: plainLog(name), signal: interrupted.signal });
    return { success: true };
  } catch (error) {
    const debug = runWide('verbosity') === 'debug';
    console.error(describeError(error, { component: name, debug, how: `${VERBOSITY_VARIABLE}=debug` }));
    return { success: false };
  } finally {
    interrupted.release();
  }

  async function inputsIn(folder: string): Promise<string> {
    const path = join(folder, INPUTS);
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NothingRecorded(name);
      throw fromSystem(`Reading what ${name} was made from`, error, path);
    }
  }
}
