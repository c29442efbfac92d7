import { join } from 'node:path';
import { nx, QUICK } from '../../e2e/lib/workspace';
import type { Benchmark, Measurement } from '../lib/benchmark';
import { medianOf } from '../lib/measured';
import { inCopy } from '../lib/in-copy';

const TIMES = 3;
const BOARDS = [1, 10, 50, 100];

/** How long the graph takes in a workspace of many boards. */
export const growthBenchmarks: Benchmark[] = BOARDS.map((boards) => ({
  name: `graph-${boards}`,
  title: `the graph of ${boards} board${boards === 1 ? '' : 's'}`,
  growth: { of: 's for the graph, of many boards', count: boards },
  ...(boards === 100 && { goal: 1 }),
  measure: () => graphOf(boards),
}));

function graphOf(boards: number): Promise<Measurement> {
  return inCopy(async (workspace) => {
    for (let index = 1; index <= boards; index += 1) {
      workspace.write(
        `boards/board-${index}/configs.json`,
        JSON.stringify({ root_fs: { hostname: `board-${index}` } }),
      );
    }
    const value = await medianOf(TIMES, async () => {
      const file = join(workspace.root, 'graph.json');
      const outcome = await nx(['graph', `--file=${file}`], { ...QUICK, HYPRIOTKIT_CONFIGS: '' }, workspace.root).ended;
      if (outcome.code !== 0) throw new Error(outcome.output);
      return outcome;
    });
    return { value, unit: 's', reference: { what: 'the goal', value: 3 } };
  });
}
