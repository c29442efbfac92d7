import type { Benchmark } from '../lib/benchmark';
import { assemblingBenchmark } from './assembling';
import { boardsBenchmarks } from './boards';
import { changeBenchmarks } from './changes';
import { diskBenchmark } from './disk';
import { fromNothingBenchmarks } from './from-nothing';
import { growthBenchmarks } from './growth';
import { manyComponentsBenchmarks } from './many-components';
import { memoryBenchmark } from './memory';
import { nothingChangedBenchmarks } from './nothing-changed';
import { rootFsBenchmarks } from './root-fs';
import { startUpBenchmarks } from './start-up';

export const BENCHMARKS: Benchmark[] = [
  ...nothingChangedBenchmarks,
  ...startUpBenchmarks,
  memoryBenchmark,
  ...growthBenchmarks,
  ...manyComponentsBenchmarks,
  ...fromNothingBenchmarks,
  ...changeBenchmarks,
  assemblingBenchmark,
  diskBenchmark,
  ...rootFsBenchmarks,
  ...boardsBenchmarks,
];
