import { connect, type Engine } from '@hypriotkit/engine';
import type { CommonOptions } from './options';

/** Connects to the engine, and logs which other addresses did not work. */
export async function connectTo({ engine: host, signal, log }: CommonOptions): Promise<Engine> {
  const engine = await connect({
    ...(host === undefined ? {} : { host }),
    ...(signal === undefined ? {} : { signal }),
  });
  for (const { address, failure } of engine.passedOver) log?.warn(`no engine at ${address}: ${failure}`);
  return engine;
}
