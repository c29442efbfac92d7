import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltFrom } from '@hypriotkit/component';
import { placesOf } from '../lib/places';
import type { Subject } from '../lib/subject';
import { writeWhole } from '../lib/write-whole';
import { RUN_VARIABLE, type Run } from './claims';

/** How a component was last made. It is no artifact, and not in Nx's cache: a task from there was not run. */
export interface MadeInRun {
  /** Id of the run of Nx; empty if there was none. */
  run: string;
  source: BuiltFrom;
  /** In milliseconds since 1970. */
  started: number;
  ended: number;
}

const fileOf = (subject: Subject, target: string, workspaceRoot: string): string =>
  join(placesOf(subject, workspaceRoot).reportsRoot, target, 'made.json');

/** Records how a target has made a component, for its report. */
export async function recordMade(
  subject: Subject,
  target: string,
  workspaceRoot: string,
  made: Omit<MadeInRun, 'run'>,
): Promise<void> {
  const file = fileOf(subject, target, workspaceRoot);
  const { id = '' } = JSON.parse(process.env[RUN_VARIABLE] || '{}') as Partial<Run>;
  await writeWhole(file, `${JSON.stringify({ run: id, ...made }, null, 2)}\n`);
}

/** Returns how a target last made a component, if that is known. */
export async function readMade(
  subject: Subject,
  target: string,
  workspaceRoot: string,
): Promise<MadeInRun | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(subject, target, workspaceRoot), 'utf8')) as MadeInRun;
  } catch {
    return undefined;
  }
}
