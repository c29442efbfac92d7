import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

const TRIES = 5;

/** Kills a container if it runs, and removes it. To find it gone already is a success. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dockerOf(engine).getContainer(id).remove({ force: true, v: true });
      return;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return;
      // 409: somebody else is at it. 500: now and then an engine finds the file system still busy.
      if (attempt === TRIES || (status !== 409 && status !== 500)) {
        throw fromEngine(`Removing the container ${id.slice(0, 12)}`, error);
      }
      await sleep(200 * attempt);
    }
  }
}
