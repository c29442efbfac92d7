import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine } from '../from-engine';

/** What time it is for the engine: the one clock that all who use it have in common. */
export async function engineTime(engine: Engine): Promise<Date> {
  try {
    const { SystemTime } = (await dockerOf(engine).info()) as { SystemTime?: string };
    const time = new Date(SystemTime ?? '');
    return Number.isNaN(time.getTime()) ? new Date() : time;
  } catch (error) {
    throw fromEngine('Asking the engine for its time', error);
  }
}
