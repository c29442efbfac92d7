import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { InputsReplaced } from '../errors';
import { BUILD_EXECUTOR } from '../lib/executors';
import { UNSEEN_VARIABLE } from '../lib/hash-variables';

/**
 * Refuses targets whose inferred inputs or outputs have been replaced: Nx would restore outdated artifacts for them.
 * `targetDefaults` in nx.json override what this plugin infers, and project.json overrides both.
 *
 * @throws InputsReplaced
 */
export function refuseReplacedInputs(nodes: ProjectGraph['nodes']): void {
  const replaced = Object.entries(nodes).flatMap(([project, { data }]) =>
    Object.entries(data.targets ?? {})
      .filter(([, target]) => target.executor === BUILD_EXECUTOR && target.cache && !isComplete(target))
      .map(([name]) => `${project}:${name}`),
  );
  if (replaced.length > 0) throw new InputsReplaced(replaced.sort());
}

/** Both lists are replaced as a whole, so one item of each shows it. */
const isComplete = ({ inputs = [], outputs = [] }: TargetConfiguration): boolean =>
  inputs.some((input) => typeof input === 'object' && 'env' in input && input.env === UNSEEN_VARIABLE) &&
  outputs.some((output) => output.startsWith('{workspaceRoot}/dist/'));
