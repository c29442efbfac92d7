import { cpus, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_MILLISECONDS = 3000;

export const thisMachine = (): string =>
  `${cpus().length} cores, ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;

/** Returns the share of the processors' time that is used now, 0 to 1. */
export async function currentLoad(): Promise<number> {
  const before = processorTimes();
  await sleep(SAMPLE_MILLISECONDS);
  const after = processorTimes();
  const [idle, all] = [after.idle - before.idle, after.all - before.all];
  return 1 - idle / all;
}

/** Notes, every few seconds, how long the processors have been idle. */
export class ProcessorLog {
  private readonly samples = [sampleNow()];
  private readonly timer = setInterval(() => this.samples.push(sampleNow()), SAMPLE_MILLISECONDS);

  static start(): ProcessorLog {
    return new ProcessorLog();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /**
   * Returns the share of the processors' time, 0 to 1, that was used from the start until a time. What runs with low priority (`nice`) gives
   * way to all else, and counts as idle.
   *
   * @param time in milliseconds, as of Date.now()
   */
  busyShareUntil(time: number): number {
    const first = this.samples[0]!;
    const last = this.samples.findLast((sample) => sample.time <= time) ?? first;
    return 1 - (last.idle - first.idle) / (last.all - first.all);
  }
}

const sampleNow = () => ({ time: Date.now(), ...processorTimes('nice') });

/**
 * In milliseconds since the machine started.
 *
 * @param alsoIdle another kind of time that counts as idle
 */
function processorTimes(alsoIdle?: 'nice'): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);
  const idle = times.map((one) => one.idle + (alsoIdle ? one[alsoIdle] : 0));
  return { idle: sum(idle), all: sum(times.flatMap((one) => Object.values(one))) };
}
