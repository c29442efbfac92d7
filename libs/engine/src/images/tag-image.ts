import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { ImageNotFound } from '../errors';
import { parseImageReference } from '../registry/image-reference';

/** Gives an image an additional name. */
export async function tagImage(engine: Engine, source: string, target: string): Promise<void> {
  const { name, version } = parseImageReference(target);
  try {
    await dockerOf(engine).getImage(source).tag({ repo: name, tag: version });
  } catch (error) {
    if (statusOf(error) === 404) throw new ImageNotFound(source, 'engine', error);
    throw fromEngine(`Naming the image ${source} ${target}`, error);
  }
}
