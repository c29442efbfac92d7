import type { PreTasksExecution } from '@nx/devkit';
import { explaining } from '../lib/explaining';
import { fieldNames } from './field-names';
import { knownGraph } from './known-graph';
import { runOptions } from './run-options';
import { settingNames } from './setting-names';
import { refuseTakenOptions } from './taken-options';
import { refuseUnknownConfiguration } from './unknown-configuration';
import { unseen } from './unseen';

export const name = '@hypriotkit/docker';

export { createNodes, createNodes as createNodesV2 } from './create-nodes';

/** Nx runs this before it hashes anything. */
export const preTasksExecution: PreTasksExecution = async (_, { workspaceRoot, argv }) => {
  refuseTakenOptions(argv, [...fieldNames(workspaceRoot), ...settingNames()]);
  refuseUnknownConfiguration(argv, knownGraph());
  // Nx hands on what is set here, and nothing that was set before: with its daemon this process outlives the run.
  Object.assign(process.env, await explaining(() => runOptions(argv)), await unseen(workspaceRoot, argv));
};
