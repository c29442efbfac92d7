import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerCreateOptions } from 'dockerode';
import { dockerOf, type Engine } from '../connection/engine';
import { proxiesFor } from '../connection/proxies';
import { ImageNotFound } from '../errors';
import { fromEngine, statusOf } from '../from-engine';
import { labelsOn } from '../leftovers/container-identity';
import type { ContainerSpec } from './container-spec';
import { createOptions } from './create-options';

/**
 * Creates a container, with the proxies of its engine if it has a network, and resolves to its id. Deliberately has no signal: an aborted
 * request may still create a container, whose id nobody would know.
 */
export async function createContainer(engine: Engine, spec: ContainerSpec): Promise<string> {
  const { variables, secrets } = await proxiesFor(engine);
  spec.masker?.hide(secrets);
  const env = spec.access?.offline ? spec.env : { ...variables, ...spec.env };
  const labels = await labelsOn(engine, spec.labels);
  const { name, ...body } = createOptions({ ...spec, env, labels });
  // docker-modem would put all of it into the URL, too. URLs have a limit, and are logged: the environment has passwords.
  const request = { _query: name === undefined ? {} : { name }, _body: body } as ContainerCreateOptions;
  try {
    return (await dockerOf(engine).createContainer(request)).id;
  } catch (error) {
    if (statusOf(error) === 404) throw new ImageNotFound(spec.image, 'engine', error);
    throw fromEngine(`Making a container of the image ${spec.image}`, error);
  }
}

export interface ListedContainer {
  id: string;
  labels: Record<string, string>;
  /** When it was created, by the engine's clock. */
  created: Date;
}

/** Lists the containers, in any state, with this value of a label. */
export async function listContainers(engine: Engine, label: string, value: string): Promise<ListedContainer[]> {
  const filters = JSON.stringify({ label: [`${label}=${value}`] });
  try {
    const containers = await dockerOf(engine).listContainers({ all: true, filters });
    return containers.map(({ Id, Labels, Created }) => ({ id: Id, labels: Labels, created: new Date(Created * 1000) }));
  } catch (error) {
    throw fromEngine(`Looking for containers with the label ${label}`, error);
  }
}

/** Sends SIGTERM to a container and, after this many seconds, SIGKILL. Waits until the container has ended. */
export async function stopContainer(engine: Engine, id: string, seconds: number): Promise<void> {
  try {
    await dockerOf(engine).getContainer(id).stop({ t: seconds });
  } catch (error) {
    // 304: it has ended or was never started. 404: it no longer exists.
    if ([304, 404].includes(statusOf(error) ?? 0)) return;
    throw fromEngine(`Stopping the container ${id.slice(0, 12)}`, error);
  }
}

const TRIES = 5;

/** Kills a container if it is running, and removes it. Succeeds if it no longer exists. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dockerOf(engine).getContainer(id).remove({ force: true, v: true });
      return;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return;
      // 409: it is already being removed. 500: sometimes the file system is still busy.
      if (attempt === TRIES || (status !== 409 && status !== 500)) {
        throw fromEngine(`Removing the container ${id.slice(0, 12)}`, error);
      }
      await sleep(200 * attempt);
    }
  }
}
