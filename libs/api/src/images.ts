import { imageExists, inspectImage, pullImage } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { checkOptions } from './input/check-options';
import { imageOf, type ImageOptions } from './options';

/**
 * Pulls the orchestrator image if the engine does not have it, with the credentials of the docker command.
 *
 * @returns true if it was pulled
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, NoSpaceOnEngine,
 *   Interrupted
 */
export async function ensureImage(options: ImageOptions = {}): Promise<boolean> {
  checkOptions(options);
  const image = imageOf(options);
  const engine = await connectTo(options);
  if (await imageExists(engine, image)) return false;
  await pullImage(engine, image, options);
  return true;
}

/**
 * Pulls the newest orchestrator image of that name, with the credentials of the docker command. The previous image
 * stays in the engine without a name.
 *
 * @returns true if the name now refers to a different image
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, NoSpaceOnEngine,
 *   Interrupted
 */
export async function upgradeImage(options: ImageOptions = {}): Promise<boolean> {
  checkOptions(options);
  const image = imageOf(options);
  const engine = await connectTo(options);
  const before = await inspectImage(engine, image);
  const { id } = await pullImage(engine, image, options);
  return before?.id !== id;
}
