import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_VARIABLE } from '@hypriotkit/contract';
import type { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import type { Benchmark, Measurement, Result } from '../lib/benchmark';
import { inCopy } from '../lib/in-copy';
import { ProcessorLog } from '../lib/machine';

/** What is measured on the way; see the benchmarks that show it. */
interface Whole extends Measurement {
  busyShare: number;
  secondsAfterKernel: number;
}

const COMPONENTS = ['base_image', 'root_fs', 'blank_image', 'rpi_bootloader', 'rpi_kernel', 'rpi_sd_image'];
const IMAGE = ['run', 'rpi_sd_image:build', '--skip-nx-cache'];
/** All other builder images are made from this one, and so are made anew, too. */
const NEW_BUILDER_IMAGES = ['run', 'base_image:build', '--skip-nx-cache', '--fresh'];
const NAME = 'from-nothing';
const CORES = 'from-nothing-cores';
const AFTER_KERNEL = 'from-nothing-after';

/** What an engine needs for the first build of all, whose builders leave their caches filled. */
const wholeBenchmark: Benchmark = {
  name: NAME,
  title: 'from nothing',
  isLong: true,
  measure: () => inCopy(measureWhole),
};

const coresBenchmark: Benchmark = {
  name: CORES,
  title: 'processors that are idle until the kernel is compiled',
  isLong: true,
  goal: 1,
  measure: (earlier) =>
    Promise.resolve({
      value: 100 * (1 - wholeIn(earlier, CORES).busyShare),
      unit: '%',
      reference: { what: 'the goal', value: 5 },
    }),
};

const afterKernelBenchmark: Benchmark = {
  name: AFTER_KERNEL,
  title: 'from nothing, the time after the kernel is there',
  isLong: true,
  goal: 1,
  measure: (earlier) =>
    Promise.resolve({
      value: wholeIn(earlier, AFTER_KERNEL).secondsAfterKernel,
      unit: 's',
      reference: { what: 'the goal', value: 20 },
    }),
};

/** Another checkout, whose engine has caches of builders and no result in its store. */
const compilerCacheBenchmark: Benchmark = {
  name: 'compiler-cache',
  title: 'with an empty store, and the caches of builders',
  isLong: true,
  goal: 1,
  measure: () =>
    inCopy((copy) =>
      withEmptyStore(async (store) => {
        const started = Date.now();
        await copy.nx(IMAGE, store);
        return { value: secondsSince(started), unit: 's', reference: { what: 'the goal', value: 240 } };
      }),
    ),
};

export const fromNothingBenchmarks: Benchmark[] = [
  wholeBenchmark,
  coresBenchmark,
  afterKernelBenchmark,
  compilerCacheBenchmark,
];

/** Returns the measurement that changes are compared with, if it is part of the run. */
export const wholeAmong = (earlier: Result[]): Result | undefined => earlier.find(({ name }) => name === NAME);

async function measureWhole(copy: WorkspaceCopy): Promise<Whole> {
  removeVolumes(...COMPONENTS.map((name) => `hypriotkit-cache-${name}`));
  const processors = ProcessorLog.start();
  const started = Date.now();
  try {
    await withEmptyStore(async (store) => {
      await copy.nx(NEW_BUILDER_IMAGES, store);
      await copy.nx(IMAGE, store);
    });
  } finally {
    processors.stop();
  }
  const ended = Date.now();
  const kernel = statSync(join(copy.root, 'dist/artifacts/rpi_kernel/manifest.json')).mtimeMs;
  return {
    value: (ended - started) / 1000,
    unit: 's',
    busyShare: processors.busyShareUntil(kernel),
    secondsAfterKernel: (ended - kernel) / 1000,
  };
}

function wholeIn(earlier: Result[], name: string): Whole {
  const whole = wholeAmong(earlier);
  if (!whole) throw new Error(`${name} is measured by ${NAME}. Name that, too, with another --only`);
  return whole as Result & Whole;
}

async function withEmptyStore<Outcome>(
  work: (environment: Record<string, string>) => Promise<Outcome>,
): Promise<Outcome> {
  const volume = `hypriotkit-bench-${randomBytes(4).toString('hex')}`;
  try {
    return await work({ [STORE_VARIABLE]: volume });
  } finally {
    removeVolumes(volume);
  }
}

function removeVolumes(...names: string[]): void {
  execFileSync('docker', ['volume', 'rm', '--force', ...names], { stdio: 'ignore' });
}

const secondsSince = (time: number): number => (Date.now() - time) / 1000;
