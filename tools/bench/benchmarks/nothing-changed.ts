import { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import { nx, QUICK, USUAL } from '../../e2e/lib/workspace';
import type { Benchmark } from '../lib/benchmark';
import { medianOf } from '../lib/measured';
import { PlainNx } from '../lib/plain-nx';

const COMPONENTS = 6;
const TIMES = 5;
const BOARDS = 20;

const WITHOUT_DAEMON = { ...USUAL, NX_DAEMON: 'false' };
const WITH_DAEMON = { ...USUAL, NX_DAEMON: 'true' };

/** All that a run does when nothing has changed, beside what Nx itself needs for tasks that do nothing. */
export const nothingChangedBenchmarks: Benchmark[] = [
  {
    name: 'no-change',
    title: 'nothing changed, without daemon',
    goal: 1.3,
    measure: () => compared(0, WITHOUT_DAEMON),
  },
  {
    name: 'no-change-daemon',
    title: 'nothing changed, with daemon',
    goal: 1.3,
    measure: () => compared(0, WITH_DAEMON),
  },
  {
    name: 'no-change-boards',
    title: `nothing changed, ${BOARDS} boards beside, without daemon`,
    goal: 1.3,
    measure: () => compared(BOARDS, WITHOUT_DAEMON),
  },
];

async function compared(boards: number, env: NodeJS.ProcessEnv) {
  const [ours, plain] = [new WorkspaceCopy(), new PlainNx(COMPONENTS)];
  try {
    for (let index = 1; index <= boards; index += 1) {
      ours.write(`boards/board-${index}/configs.json`, JSON.stringify({ root_fs: { hostname: `board-${index}` } }));
    }
    const value = await medianOf(TIMES, () => build(ours, env));
    const reference = { what: `${COMPONENTS} empty tasks of Nx`, value: await medianOf(TIMES, () => plain.run(env)) };
    return { value, unit: 's' as const, reference };
  } finally {
    await nx(['reset'], {}, ours.root).ended;
    ours.remove();
    await plain.remove();
  }
}

async function build(workspace: WorkspaceCopy, env: NodeJS.ProcessEnv): Promise<{ seconds: number }> {
  const outcome = await nx(['run', 'rpi_sd_image:build'], { ...QUICK, ...env, HYPRIOTKIT_CONFIGS: '' }, workspace.root)
    .ended;
  if (outcome.code !== 0) throw new Error(outcome.output);
  return outcome;
}
