import { medianOf } from '../../bench/lib/measured';
import { PlainNx } from '../../bench/lib/plain-nx';
import { builtTasks, useStandIn } from '../lib/stand-in';
import { nx, QUICK } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/*
 * A loose guard of the ratios that `npm run bench` measures: others may be at work on the machine, on one of the two sides more than
 * on the other.
 */

const COMPONENTS = 6;
const TIMES = 3;
/** On a quiet machine, it is 2. */
const MOST = 6;

it('a run in which nothing has changed takes few times as long as one of empty tasks', async () => {
  const [ours, plain] = [new WorkspaceCopy(), new PlainNx(COMPONENTS)];
  try {
    useStandIn(ours);
    const build = async () => {
      const outcome = await nx(['run', 'rpi_sd_image:build'], { HYPRIOTKIT_CONFIGS: '' }, ours.root).ended;
      expect(outcome).toMatchObject({ code: 0 });
      return outcome;
    };
    expect(await builtTasks(ours, build)).toHaveLength(COMPONENTS);
    const [value, reference] = [await medianOf(TIMES, build), await medianOf(TIMES, () => plain.run(QUICK))];
    expect(value / reference).toBeLessThan(MOST);
  } finally {
    ours.remove();
    await plain.remove();
  }
});
