import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationInvalid, readJson } from '@hypriotkit/config';
import { TargetInvalid } from '../errors';
import { absence, problemOf, type Problem } from './folder';

/** The name of the user's configuration in a target folder. */
export const CONFIGS = 'configs.json';

/** A user's configuration that has been read but not checked against the schema. */
export type Configs = ReturnType<typeof readJson> & { file: string };

/** Checks that artifacts can be copied to a target folder. */
export function checkWritable(target: string): void {
  refuse(target, problemOf(target));
}

/**
 * Reads the configuration in a target folder.
 *
 * @returns undefined if there is none
 * @throws TargetInvalid if the folder does not exist
 * @throws ConfigurationInvalid if the file is not JSON, or lists nothing to build
 */
export function configsIn(target: string | undefined): Configs | undefined {
  if (target === undefined) return undefined;
  refuse(target, absence(target));
  const file = join(target, CONFIGS);
  if (!lstatSync(file, { throwIfNoEntry: false })) return undefined;
  const read = readJson(file);
  if (Object.keys(read.value).every((name) => name === '$schema')) {
    throw new ConfigurationInvalid(file, [
      'lists no component, so nothing would be built. Name the components that you want, as in { "root_fs": {} }, or remove the file to build everything',
    ]);
  }
  return { file, ...read };
}

function refuse(target: string, problem: Problem | undefined): void {
  if (problem) throw new TargetInvalid(target, problem.reason, problem.hint, problem.cause);
}
