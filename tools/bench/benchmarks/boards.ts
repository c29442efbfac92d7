import { randomBytes } from 'node:crypto';
import type { Benchmark, Measurement, Result } from '../lib/benchmark';
import { containerImage } from '../lib/container-image';
import { inCopy } from '../lib/in-copy';

const COUNTS = [1, 3, 10];
const MOST = Math.max(...COUNTS);

/** Boards that differ in their host names and container images, which were never built before. All else is in the store. */
export const boardsBenchmarks: Benchmark[] = COUNTS.map((count) => ({
  name: nameOf(count),
  title: `${count} board${count === 1 ? '' : 's'} with new host names and container images`,
  isLong: true,
  growth: { of: 's for the images, of many boards', count },
  ...(count === MOST && { goal: 0.4 }),
  measure: async (earlier) => {
    const value = await secondsOf(count);
    return { value, unit: 's', ...(count === MOST && { reference: await eachByItself(earlier) }) };
  },
}));

async function eachByItself(earlier: Result[]): Promise<Measurement['reference']> {
  const one = earlier.find(({ name }) => name === nameOf(1))?.value ?? (await secondsOf(1));
  return { what: `${MOST} times one board`, value: MOST * one };
}

function nameOf(count: number): string {
  return `boards-${count}`;
}

function secondsOf(count: number): Promise<number> {
  return inCopy(async (workspace) => {
    const tag = randomBytes(4).toString('hex');
    const names = Array.from({ length: count }, (_, index) => `bench-${tag}-${index}`);
    for (const name of names) {
      containerImage(`${workspace.root}/${name}.tar`, name);
      const fields = { root_fs: { hostname: name }, rpi_sd_image: { container_images: [`${name}.tar`] } };
      workspace.write(`boards/${name}/configs.json`, JSON.stringify(fields));
    }
    const started = Date.now();
    await workspace.nx(['run-many', '-t', 'build', '-p', names.join(',')]);
    return (Date.now() - started) / 1000;
  });
}
