import { text } from 'node:stream/consumers';
import type { Json } from '@hypriotkit/config';
import { IN_IMAGE } from '@hypriotkit/contract';
import { getFile, PathNotFound, withContainer, type ContainerSpec, type Engine } from '@hypriotkit/engine';
import { ImageUnsuitable } from '../errors';
import { labelsOf } from './labels';

/**
 * Reads the schema of the configuration from an orchestrator image, as it depends on the image what can be built. The
 * container is never started.
 */
export async function readSchema(
  engine: Engine,
  { image, imageId }: Pick<ContainerSpec, 'image' | 'imageId'>,
  signal?: AbortSignal,
): Promise<Json> {
  // The engine requires a command even if the container is never started.
  const labels = labelsOf('schema');
  const spec = { image, imageId, command: ['true'], labels, ...(signal === undefined ? {} : { signal }) };
  let schema = '';
  try {
    await withContainer(engine, spec, (container) =>
      getFile(container, IN_IMAGE.schema, async (content) => void (schema = await text(content))),
    );
    return JSON.parse(schema) as Json;
  } catch (error) {
    if (error instanceof PathNotFound) throw new ImageUnsuitable(image, IN_IMAGE.schema);
    throw error;
  }
}
