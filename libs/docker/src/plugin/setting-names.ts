import { readCachedProjectGraph } from '@nx/devkit';
import type { RunOptions } from '../executors/run/schema';
import { RUN_EXECUTOR } from '../lib/executors';

/** The names of the settings of all targets of the executor `run`; none where Nx has not written down its projects. */
export function settingNames(): string[] {
  return Object.values(projects())
    .flatMap(({ data }) => Object.values(data.targets ?? {}))
    .filter(({ executor }) => executor === RUN_EXECUTOR)
    .flatMap(({ options }) => Object.keys((options as RunOptions | undefined)?.settings ?? {}));
}

function projects(): ReturnType<typeof readCachedProjectGraph>['nodes'] {
  try {
    return readCachedProjectGraph().nodes;
  } catch {
    return {};
  }
}
