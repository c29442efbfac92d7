import { configurationFiles, ConfigurationInvalid, fieldsOf, readSchema } from '@hypriotkit/config';
import type { RunExecutorOptions } from '../executors/run/schema';
import { RUN_EXECUTOR } from '../lib/executors';
import { knownGraph } from './known-graph';

/** Returns the names of all components' fields; none if the schema cannot be read, which a build reports. */
export function fieldNames(workspaceRoot: string): string[] {
  try {
    return fieldsOf(readSchema(configurationFiles(workspaceRoot))).map(({ field }) => field);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return [];
    throw error;
  }
}

/** Returns the names of the settings of all `run` targets; none if Nx has not stored a project graph. */
export function settingNames(): string[] {
  return Object.values(knownGraph().nodes)
    .flatMap(({ data }) => Object.values(data.targets ?? {}))
    .filter(({ executor }) => executor === RUN_EXECUTOR)
    .flatMap(({ options }) => Object.keys((options as RunExecutorOptions | undefined)?.settings ?? {}));
}
