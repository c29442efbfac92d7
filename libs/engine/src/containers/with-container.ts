import { HypriotkitError, Interrupted, throwIfInterrupted } from '@hypriotkit/core';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../connection/engine';
import type { Container } from './container';
import type { ContainerSpec } from './container-spec';
import { createContainer, removeContainer, stopContainer } from './containers';
import { EngineContainer } from './engine-container';

/** Time for `use` to clean up after an interruption has removed its container. */
const GRACE_MS = 2000;

/**
 * Creates a container, passes it to `use`, and removes it in every case: success, failure, or the spec's signal. The
 * signal kills the container at once unless the spec gives it time to end, because whoever sent the signal may kill
 * this process seconds later.
 */
export async function withContainer<T>(
  engine: Engine,
  spec: ContainerSpec,
  use: (container: Container) => Promise<T>,
): Promise<T> {
  throwIfInterrupted(spec.signal, `The container of ${spec.image}`);
  const id = await createContainer(engine, spec);
  const remove = removal(engine, id, spec);
  const done = new AbortController();
  try {
    const used = use(new EngineContainer(engine, id, spec));
    const result = await Promise.race([used, interruption(spec, remove, used, done.signal)]);
    throwIfInterrupted(spec.signal, `The container of ${spec.image}`);
    return result;
  } catch (error) {
    if (!spec.signal?.aborted || error instanceof Interrupted) throw error;
    throw new Interrupted(`The container of ${spec.image}`, error);
  } finally {
    done.abort();
    await remove();
  }
}

/** Removes the container only once, however often it is called. If that fails, a later sweepLeftovers removes it. */
function removal(engine: Engine, id: string, spec: ContainerSpec): () => Promise<void> {
  let removing: Promise<void> | undefined;
  return () =>
    (removing ??= end(engine, id, spec).catch((error: unknown) => {
      const reason = error instanceof HypriotkitError ? error.message : String(error);
      spec.log?.warn(`The container ${id.slice(0, 12)} was not removed: ${reason}`);
    }));
}

async function end(engine: Engine, id: string, { stopSeconds }: ContainerSpec): Promise<void> {
  // If it cannot be stopped, it can still be killed.
  if (stopSeconds !== undefined) await stopContainer(engine, id, stopSeconds).catch(() => undefined);
  await removeContainer(engine, id);
}

/**
 * Does not settle without the signal. After it, rejects when the container is gone and `used` has settled or its grace
 * time is over.
 */
async function interruption(
  { signal, image }: ContainerSpec,
  remove: () => Promise<void>,
  used: Promise<unknown>,
  done: AbortSignal,
): Promise<never> {
  if (signal === undefined) return new Promise<never>(() => undefined);
  if (!signal.aborted) await once(signal, 'abort', { signal: done }).catch(() => new Promise<never>(() => undefined));
  await remove();
  await Promise.race([used.catch(() => undefined), sleep(GRACE_MS, undefined, { ref: false })]);
  throw new Interrupted(`The container of ${image}`, signal.reason);
}
