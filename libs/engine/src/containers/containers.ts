import { setTimeout as sleep } from 'node:timers/promises';
import { dockerOf, type Engine } from '../connection/engine';
import { ImageNotFound } from '../errors';
import { fromEngine, statusOf } from '../from-engine';
import type { ContainerSpec } from './container-spec';
import { createOptions } from './create-options';

/**
 * Makes a container and resolves to its id. Deliberately cannot be interrupted: a request given up half way may still
 * make a container, whose id nobody would know.
 */
export async function createContainer(engine: Engine, spec: ContainerSpec): Promise<string> {
  try {
    return (await dockerOf(engine).createContainer(createOptions(spec))).id;
  } catch (error) {
    if (statusOf(error) === 404) throw new ImageNotFound(spec.image, 'engine', error);
    throw fromEngine(`Making a container of the image ${spec.image}`, error);
  }
}

export interface ListedContainer {
  id: string;
  labels: Record<string, string>;
  /** When it was made, by the clock of the engine. */
  created: Date;
}

/** The containers, in any state, that have a label of this value. */
export async function listContainers(engine: Engine, label: string, value: string): Promise<ListedContainer[]> {
  const filters = JSON.stringify({ label: [`${label}=${value}`] });
  try {
    const containers = await dockerOf(engine).listContainers({ all: true, filters });
    return containers.map(({ Id, Labels, Created }) => ({ id: Id, labels: Labels, created: new Date(Created * 1000) }));
  } catch (error) {
    throw fromEngine(`Looking for containers with the label ${label}`, error);
  }
}

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
