import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Json } from '@hypriotkit/config';
import { getFile, PathNotFound, withContainer, type ContainerSpec, type Engine } from '@hypriotkit/engine';
import { ImageUnsuitable } from '../errors/input-invalid';
import { CONFIGURATION_FOLDER, SCHEMA } from './contract';
import { labelsOf } from './labels';

const FILE = posix.join(CONFIGURATION_FOLDER, SCHEMA);

/**
 * Reads the schema of the configuration out of an orchestrator image: each image knows best what it can build. Its
 * container is never started.
 */
export async function readSchema(
  engine: Engine,
  { image, imageId }: Pick<ContainerSpec, 'image' | 'imageId'>,
  signal?: AbortSignal,
): Promise<Json> {
  // The engine asks for a command even where the container is not started.
  const labels = labelsOf('schema');
  const spec = { image, imageId, command: ['true'], labels, ...(signal === undefined ? {} : { signal }) };
  let schema = '';
  try {
    await withContainer(engine, spec, (container) =>
      getFile(container, FILE, async (content) => void (schema = await text(content))),
    );
    return JSON.parse(schema) as Json;
  } catch (error) {
    if (error instanceof PathNotFound) throw new ImageUnsuitable(image, FILE);
    throw error;
  }
}
