import type { Benchmark, Result } from './benchmark';
import { currentLoad } from './machine';

/** The share of the processors that others may use without spoiling a measurement. */
const TOLERATED_LOAD = 0.1;

export async function measured({ name, title, goal, growth, measure }: Benchmark, earlier: Result[]): Promise<Result> {
  const load = await currentLoad();
  const measurement = await measure(earlier);
  const ratio = measurement.reference && measurement.value / measurement.reference.value;
  const isMet = ratio === undefined || goal === undefined ? undefined : ratio <= goal;
  return { name, title, ...measurement, growth, ratio, goal, isMet, load, isNoisy: load > TOLERATED_LOAD };
}

/** Runs work several times, after once for nothing, and returns the median of its seconds. */
export async function medianOf(times: number, work: () => Promise<{ seconds: number }>): Promise<number> {
  await work();
  const all: number[] = [];
  for (let count = 0; count < times; count += 1) all.push((await work()).seconds);
  return all.sort((one, other) => one - other)[Math.floor(times / 2)]!;
}
