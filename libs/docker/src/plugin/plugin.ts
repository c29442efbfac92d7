import type { PreTasksExecution } from '@nx/devkit';
import { explaining } from '../lib/explaining';
import { fieldNames } from './field-names';
import { knownGraph } from './known-graph';
import { settingNames } from './setting-names';
import { refuseTakenOptions } from './taken-options';
import { refuseUnknownConfiguration } from './unknown-configuration';
import { unseen } from './unseen';

export const name = '@hypriotkit/docker';

export { createNodes, createNodes as createNodesV2 } from './create-nodes';

/** Nx runs this before it hashes anything. */
export const preTasksExecution: PreTasksExecution = (_, { workspaceRoot, argv }) =>
  explaining(async () => {
    refuseTakenOptions(argv, [...fieldNames(workspaceRoot), ...settingNames()]);
    refuseUnknownConfiguration(argv, knownGraph());
    Object.assign(process.env, await unseen(workspaceRoot, argv));
  });
