import { randomBytes } from 'node:crypto';
import type { Benchmark } from '../lib/benchmark';
import { containerImage } from '../lib/container-image';
import { inCopy } from '../lib/in-copy';

const COUNT = 10;

/** Boards that differ in their host names and container images, which were never built before. All else is in the store. */
export const boardsBenchmark: Benchmark = {
  name: 'boards',
  title: `${COUNT} boards with new host names and container images`,
  isLong: true,
  goal: 0.4,
  measure: async () => {
    const one = await secondsOf(1);
    return {
      value: await secondsOf(COUNT),
      unit: 's',
      reference: { what: `${COUNT} times one board`, value: COUNT * one },
    };
  },
};

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
