import { ensureVolume as ensure } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { volumeOf } from './input/volume';
import type { VolumeOptions } from './options';

/**
 * Makes the volume for artifacts if the engine does not have it. For a mapped volume it does nothing.
 *
 * @returns whether it was made now
 * @throws VolumeInvalid, EngineUnreachable, EngineRequestFailed, Interrupted
 */
export async function ensureVolume(options: VolumeOptions = {}): Promise<boolean> {
  const { name } = volumeOf(options);
  if (name === undefined) return false;
  return ensure(await connectTo(options), name);
}
