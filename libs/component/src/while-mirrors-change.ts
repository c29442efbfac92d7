import { setTimeout as sleep } from 'node:timers/promises';
import { mirrorTrouble, throwIfInterrupted } from '@hypriotkit/core';
import { ImageBuildFailed } from '@hypriotkit/engine';
import { ContainerFailed } from './errors';
import type { Tools } from './tools';

/** Seconds before each further attempt. */
const PAUSES = [5, 30];

/**
 * Does work that downloads packages, and does it again if the archive has changed meanwhile, so that its indexes named files that
 * were gone or had become others. Such a failure is nobody's mistake, and hits somebody in every update of a mirror.
 *
 * @param work gets the number of the attempt, from 1
 */
export async function whileMirrorsChange<T>({ log, signal }: Tools, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const pause = PAUSES[attempt - 1];
      if (pause === undefined || !isOfChangedMirror(error)) throw error;
      log.warn(
        `the package archive changed during the build, or what a proxy has of it is old; trying again in ${pause} s`,
      );
      await sleep(pause * 1000, undefined, { signal }).catch(() => undefined);
      throwIfInterrupted(signal, 'Waiting for the package archive');
    }
  }
}

const isOfChangedMirror = (error: unknown): boolean =>
  (error instanceof ImageBuildFailed || error instanceof ContainerFailed) &&
  mirrorTrouble(error.lastLines)?.passing === true;
