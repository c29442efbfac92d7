import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nx, USUAL } from '../../e2e/lib/workspace';
import type { Benchmark } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';

const SAMPLE_MILLISECONDS = 100;

/** The largest of the processes of Node.js that build a component, the orchestrating one included. */
export const memoryBenchmark: Benchmark = {
  name: 'memory',
  title: 'memory of the largest process of Node.js',
  goal: 1,
  measure: () =>
    inCopy(async (workspace) => {
      let most = 0;
      const command = ['run', 'rpi_sd_image:build', '--skip-nx-cache'];
      const run = nx(command, { ...USUAL, NX_DAEMON: 'false', HYPRIOTKIT_CONFIGS: '' }, workspace.root);
      const watch = setInterval(() => (most = Math.max(most, largestBelow(run.child.pid!))), SAMPLE_MILLISECONDS);
      const { code, output } = await run.ended;
      clearInterval(watch);
      if (code !== 0) throw new Error(output);
      return { value: most, unit: 'MB', reference: { what: 'the goal', value: 200 } };
    }),
};

/** Returns the resident memory, in MB, of the largest among a process and those that it started. */
function largestBelow(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statusOf);
  const family = new Set([pid]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
  }
  return Math.max(0, ...processes.filter(({ id }) => family.has(id)).map(({ megabytes }) => megabytes));
}

/** Nothing, if the process has just ended. */
function statusOf(name: string): { id: number; parent: number; megabytes: number }[] {
  try {
    const status = readFileSync(join('/proc', name, 'status'), 'utf8');
    const number = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ id: Number(name), parent: number('PPid'), megabytes: number('VmRSS') / 1000 }];
  } catch {
    return [];
  }
}
