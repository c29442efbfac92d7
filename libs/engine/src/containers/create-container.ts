import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { ImageNotFound } from '../errors';
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
