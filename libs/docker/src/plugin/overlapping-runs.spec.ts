import { setTimeout as sleep } from 'node:timers/promises';
import { OPTIONS_VARIABLE } from '../lib/run-wide';
import { RUN_VARIABLE } from '../runs/claims';
import { SmallWorkspace } from '../testing/small-workspace';
import { preTasksExecution } from './plugin';

jest.mock('./known-graph', () => ({ knownGraph: () => ({ nodes: {}, dependencies: {} }) }));

let workspace: SmallWorkspace;
const { env } = process;
beforeEach(() => {
  workspace = new SmallWorkspace();
  process.env = { ...env };
});
afterEach(() => {
  process.env = env;
  workspace.remove();
});

/** Calls the hook as Nx's daemon does; resolves to the variables that the run's tasks get. */
async function prepare(id: string, ...words: string[]): Promise<NodeJS.ProcessEnv> {
  const updates: NodeJS.ProcessEnv = {};
  const original = process.env;
  process.env = new Proxy(original, {
    set: (target, name: string, value: string) => {
      target[name] = updates[name] = value;
      return true;
    },
  });
  const argv = ['node', 'nx', 'run', 'tea:config', ...words];
  await preTasksExecution(undefined, { id, workspaceRoot: workspace.root, argv, nxJsonConfiguration: {} });
  process.env = original;
  // Nx sends them to the run at once.
  return { ...updates };
}

it('each get their own variables, whichever is ready first', async () => {
  const first = prepare('a', '--privileges=none');
  const second = sleep(1).then(() => prepare('b', '--engine=tcp://other:1'));
  const found = (await Promise.all([first, second])).map((variables) => [
    (JSON.parse(variables[RUN_VARIABLE]!) as { id: string }).id,
    JSON.parse(variables[OPTIONS_VARIABLE]!) as object,
  ]);
  expect(found).toEqual([
    ['a', { privileges: 'none' }],
    ['b', { engine: 'tcp://other:1' }],
  ]);
});
