import { nx, QUICK } from '../../e2e/lib/workspace';
import type { Benchmark } from '../lib/benchmark';
import { medianOf } from '../lib/measured';
import { inCopy } from '../lib/in-copy';

const TIMES = 5;

/** What the plugin adds to the graph of this workspace: with it, and without. */
export const startUpBenchmarks: Benchmark[] = [
  {
    name: 'start-up',
    title: 'what the plugin adds to the graph',
    goal: 1,
    measure: () =>
      inCopy(async (workspace) => {
        const show = async () => {
          const outcome = await nx(['show', 'projects'], { ...QUICK, HYPRIOTKIT_CONFIGS: '' }, workspace.root).ended;
          if (outcome.code !== 0) throw new Error(outcome.output);
          return outcome;
        };
        const withPlugin = await medianOf(TIMES, show);
        workspace.editJson('nx.json', (json) => (json['plugins'] = [] as never));
        const without = await medianOf(TIMES, show);
        return { value: 1000 * (withPlugin - without), unit: 'ms', reference: { what: 'the goal', value: 100 } };
      }),
  },
];
