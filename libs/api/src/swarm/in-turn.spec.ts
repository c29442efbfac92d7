import { setTimeout as sleep } from 'node:timers/promises';
import { inTurn } from './in-turn';

/** Works on items for some moments, and notes how many it works on at once. */
function worker() {
  let [now, most] = [0, 0];
  const done: number[] = [];
  const work = async (item: number) => {
    most = Math.max(most, ++now);
    await sleep(20);
    now -= 1;
    if (item < 0) throw new Error(`${item}`);
    done.push(item);
  };
  return { work, done, most: () => most };
}

it('works on as many at once as there is room for', async () => {
  const { work, done, most } = worker();
  await inTurn([1, 2, 3, 4, 5], () => Promise.resolve(2), work);
  expect([done, most()]).toEqual([[1, 2, 3, 4, 5], 2]);
});

it('goes on with one if there is no room, and after a failure', async () => {
  const { work, done, most } = worker();
  const all = await inTurn([1, -2, 3], () => Promise.resolve(0), work);
  expect([done, most()]).toEqual([[1, 3], 1]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('notices room that comes later', async () => {
  const { work, most } = worker();
  let asked = 0;
  await inTurn([1, 2, 3, 4], () => Promise.resolve(++asked > 2 ? 3 : 1), work);
  expect(most()).toBeGreaterThan(1);
});
