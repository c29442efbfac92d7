import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

/** Removes a name of an image, and the image with its last name. Resolves to false if it does not exist. */
export async function removeImage(
  engine: Engine,
  reference: string,
  { force = false }: { force?: boolean } = {},
): Promise<boolean> {
  try {
    await dockerOf(engine).getImage(reference).remove({ force });
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Removing the image ${reference}`, error);
  }
}
