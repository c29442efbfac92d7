import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

/** Sends SIGTERM to a container and, where it has not ended within so many seconds, SIGKILL. Waits for its end. */
export async function stopContainer(engine: Engine, id: string, seconds: number): Promise<void> {
  try {
    await dockerOf(engine).getContainer(id).stop({ t: seconds });
  } catch (error) {
    // 304: it has ended, or was never started. 404: it is gone.
    if ([304, 404].includes(statusOf(error) ?? 0)) return;
    throw fromEngine(`Stopping the container ${id.slice(0, 12)}`, error);
  }
}
