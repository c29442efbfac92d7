import type { PostTasksExecution, PreTasksExecution } from '@nx/devkit';
import { explaining } from '../lib/explaining';
import { claimRun, releaseRun, RUN_VARIABLE } from '../runs/claims';
import { mayBuild, optionsOf } from '../runs/of-command-line';
import { STATE_VARIABLE, type ComponentState } from '../runs/state';
import { checkRestored } from './check-restored';
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
export const preTasksExecution: PreTasksExecution = async (_, { id, workspaceRoot, argv }) => {
  const [fields, graph] = [fieldNames(workspaceRoot), knownGraph()];
  refuseTakenOptions(argv, [...fields, ...settingNames()]);
  refuseUnknownConfiguration(argv, graph);
  const options = await explaining(() => runOptions(argv));
  const variables = await unseen(workspaceRoot, argv);
  const claims = mayBuild(argv, graph.nodes);
  if (claims) {
    const states = JSON.parse(variables[STATE_VARIABLE]!) as Record<string, ComponentState>;
    const components = Object.fromEntries(Object.entries(states).map(([component, { digest }]) => [component, digest]));
    await explaining(() => claimRun(workspaceRoot, { id, components, options: optionsOf(argv, fields) }));
  }
  // Nx hands on what is set here, and nothing that was set before: with its daemon this process outlives the run.
  Object.assign(process.env, options, variables, { [RUN_VARIABLE]: claims ? id : '' });
};

/** Nx runs this after the last task, however that ended. */
export const postTasksExecution: PostTasksExecution = async (_, { id, workspaceRoot, taskResults }) => {
  await explaining(async () => {
    await releaseRun(workspaceRoot, id);
    await checkRestored(workspaceRoot, taskResults);
  });
};
