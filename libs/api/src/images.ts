import { imageExists, inspectImage, pullImage } from '@hypriotkit/engine';
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

/**
 * Pulls the newest orchestrator image of that name, with the credentials of the docker command. The image that had the
 * name before stays in the engine, without it.
 *
 * @returns whether the engine has another image under the name than before
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, NoSpaceOnEngine,
 *   Interrupted
 */
export async function upgradeImage(options: ImageOptions = {}): Promise<boolean> {
  const image = imageOf(options);
  const engine = await connectTo(options);
  const before = await inspectImage(engine, image);
  const { id } = await pullImage(engine, image, options);
  return before?.id !== id;
}
