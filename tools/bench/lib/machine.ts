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

/** In milliseconds since the machine started. */
function processorTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((one) => Object.values(one))) };
}
