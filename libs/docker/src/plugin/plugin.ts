import type { PostTasksExecution, PreTasksExecution } from '@nx/devkit';
import { explaining } from '../lib/explaining';
import { OPTIONS_VARIABLE } from '../lib/run-wide';
import { claimRun, releaseRun, RUN_VARIABLE } from '../runs/claims';
import { mayBuild, optionsOf } from '../runs/of-command-line';
import { digestsIn } from '../runs/state';
import { boardClashes } from './board-clashes';
import { checkResults } from './check-results';
import { refuseInvalidVariables } from './invalid-variables';
import { fieldNames, settingNames } from './option-names';
import { knownGraph } from './known-graph';
import { refuseOptionValues } from './option-values';
import { refuseReplacedInputs } from './replaced-inputs';
import { runWideOptions } from './run-options';
import { guardedVariables, sharedCacheIn } from './shared-cache/guarded-variables';
import { refuseTakenOptions } from './taken-options';
import { refuseTaskVariables } from './task-variables';
import { refuseUnknownConfiguration } from './unknown-configuration';
import { refuseMisspeltVariables } from './unknown-variables';
import { unseen } from './unseen';
import { requireWritableFolders } from './writable-folders';

export const name = '@hypriotkit/docker';

export { createNodes, createNodes as createNodesV2 } from './create-nodes';

/** Nx calls this before it hashes anything. */
export const preTasksExecution: PreTasksExecution = (_, { id, workspaceRoot, argv }) => {
  // Nx replaces it for as long as this hook runs, to see what is set. With the daemon, the hooks of several runs overlap.
  const { env } = process;
  return explaining(async () => {
    const [fields, graph] = [fieldNames(workspaceRoot), knownGraph()];
    const taken = [...fields, ...settingNames()];
    refuseTakenOptions(argv, taken);
    refuseOptionValues(argv, taken);
    refuseUnknownConfiguration(argv, graph);
    refuseTaskVariables(graph.nodes, workspaceRoot);
    // Before anything is waited for: meanwhile, the daemon may take over the variables of another run.
    const options = optionsOf(argv, fields);
    const given = runWideOptions(argv);
    const sharedCache = sharedCacheIn(env);
    const variables = {
      [OPTIONS_VARIABLE]: JSON.stringify(given),
      ...(await unseen(workspaceRoot, argv, graph.nodes)),
    };
    const run = { id, components: digestsIn(variables, graph.nodes), options };
    if (mayBuild(argv, graph.nodes)) {
      refuseInvalidVariables(env, workspaceRoot, given);
      refuseMisspeltVariables(env, workspaceRoot);
      refuseReplacedInputs(graph.nodes);
      await requireWritableFolders(workspaceRoot);
      await claimRun(workspaceRoot, run);
      for (const warning of boardClashes(graph.nodes, workspaceRoot)) console.warn(`warning: ${warning}`);
    }
    const guarded = sharedCache && (await guardedVariables(sharedCache));
    Object.assign(env, variables, guarded, { [RUN_VARIABLE]: JSON.stringify(run) });
  });
};

/** Nx calls this after the last task, even if the run failed. */
export const postTasksExecution: PostTasksExecution = async (_, { id, workspaceRoot, taskResults }) => {
  await explaining(async () => {
    await releaseRun(workspaceRoot, id);
    await checkResults(workspaceRoot, taskResults);
  });
};
