import { text } from 'node:stream/consumers';
import { packItems } from '../archives/pack';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine } from '../from-engine';
import { imageExists } from './inspect-image';

const REPOSITORY = 'hypriotkit/empty';
const EMPTY_IMAGE = `${REPOSITORY}:latest`;

/**
 * Creates an image without any files, unless the engine has it. It is for containers that are never started and only
 * give access to a volume. Resolves to its name.
 */
export async function emptyImage(engine: Engine): Promise<string> {
  if (await imageExists(engine, EMPTY_IMAGE)) return EMPTY_IMAGE;
  const content = packItems([{ header: { name: 'empty/', type: 'directory', mode: 0o755, mtime: new Date(0) } }]);
  try {
    await text(await dockerOf(engine).importImage(content, { repo: REPOSITORY, tag: 'latest' }));
    return EMPTY_IMAGE;
  } catch (error) {
    throw fromEngine(`Making the image ${EMPTY_IMAGE}`, error);
  }
}
