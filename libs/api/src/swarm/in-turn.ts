import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MILLISECONDS = 2000;

/**
 * Does something with each item, in order, with as many at once as there is room for at that moment; one, if there is no
 * room. The rest go on if one of them fails.
 *
 * @param room how many may be worked on at once; asked now and then, as it changes
 */
export async function inTurn<T>(
  items: readonly T[],
  room: () => Promise<number>,
  work: (item: T) => Promise<void>,
): Promise<PromiseSettledResult<void>[]> {
  const waiting = [...items];
  const running = new Set<Promise<unknown>>();
  const all: Promise<void>[] = [];
  while (waiting.length > 0) {
    if (running.size < Math.max(1, await room())) {
      const begun = work(waiting.shift()!);
      all.push(begun);
      const settled = begun.then(leave, leave);
      running.add(settled);
      function leave(): void {
        running.delete(settled);
      }
    } else {
      const rest = new AbortController();
      await Promise.race([...running, sleep(LOOK_MILLISECONDS, undefined, { signal: rest.signal })]);
      rest.abort();
    }
  }
  return Promise.allSettled(all);
}
