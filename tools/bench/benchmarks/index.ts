import type { Benchmark } from '../lib/benchmark';
import { boardsBenchmark } from './boards';
import { changeBenchmarks } from './changes';
import { growthBenchmarks } from './growth';
import { memoryBenchmark } from './memory';
import { nothingChangedBenchmarks } from './nothing-changed';
import { startUpBenchmarks } from './start-up';

export const BENCHMARKS: Benchmark[] = [
  ...nothingChangedBenchmarks,
  ...startUpBenchmarks,
  memoryBenchmark,
  ...growthBenchmarks,
  ...changeBenchmarks,
  boardsBenchmark,
];
