import { imageExists, pullImage } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { imageOf, type ImageOptions } from './options';

/**
 * Pulls the orchestrator image if the engine does not have it, with the credentials of the docker command.
 *
 * @returns whether it was pulled now
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, NoSpaceOnEngine,
 *   Interrupted
 */
export async function ensureImage(options: ImageOptions = {}): Promise<boolean> {
  const image = imageOf(options);
  const engine = await connectTo(options);
  if (await imageExists(engine, image)) return false;
  await pullImage(engine, image, options);
  return true;
}
