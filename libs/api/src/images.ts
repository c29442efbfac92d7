import { DEFAULT_IMAGE } from '@hypriotkit/contract';
import {
  imageExists,
  ImageNotFound,
  ImagePullFailed,
  inspectImage,
  pullImage,
  type Engine,
  type ImageInfo,
} from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { OrchestratorImageMissing } from './errors';
import { checkOptions } from './input/check-options';
import { imageOf, type ImageOptions } from './options';

/**
 * Pulls the orchestrator image if the engine does not have it, with the credentials of the docker command.
 *
 * @returns true if it was pulled
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, OrchestratorImageMissing,
 *   NoSpaceOnEngine, Interrupted
 */
export async function ensureImage(options: ImageOptions = {}): Promise<boolean> {
  checkOptions(options);
  const image = imageOf(options);
  const engine = await connectTo(options);
  if (await imageExists(engine, image)) return false;
  await pulled(engine, image, options);
  return true;
}

/**
 * Pulls the newest orchestrator image of that name, with the credentials of the docker command. The previous image
 * stays in the engine without a name.
 *
 * @returns true if the name now refers to a different image
 * @throws ImageNameInvalid, EngineUnreachable, ImageNotFound, RegistryAuthFailed, ImagePullFailed, OrchestratorImageMissing,
 *   NoSpaceOnEngine, Interrupted
 */
export async function upgradeImage(options: ImageOptions = {}): Promise<boolean> {
  checkOptions(options);
  const image = imageOf(options);
  const engine = await connectTo(options);
  const before = await inspectImage(engine, image);
  const { id } = await pulled(engine, image, options);
  return before?.id !== id;
}

async function pulled(engine: Engine, image: string, options: ImageOptions): Promise<ImageInfo> {
  try {
    return await pullImage(engine, image, options);
  } catch (error) {
    throw explained(error, image);
  }
}

/** Only the default image is one that a clone of Hypriotkit makes. */
export function explained(error: unknown, image: string): unknown {
  const isMissing = error instanceof ImageNotFound || error instanceof ImagePullFailed;
  return isMissing && image === DEFAULT_IMAGE ? new OrchestratorImageMissing(error) : error;
}
