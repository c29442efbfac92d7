import { EngineRequestFailed, ensureVolume as ensure, removeVolume } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { VolumeInUse } from './errors';
import { checkOptions } from './input/check-options';
import { volumeOf } from './input/volume';
import type { VolumeOptions } from './options';

/**
 * Creates the volume for artifacts if the engine does not have it. Does nothing for a mapped volume.
 *
 * @returns true if it was created
 * @throws VolumeInvalid, EngineUnreachable, EngineRequestFailed, Interrupted
 */
export async function ensureVolume(options: VolumeOptions = {}): Promise<boolean> {
  checkOptions(options);
  const { name } = volumeOf(options);
  if (name === undefined) return false;
  return ensure(await connectTo(options), name);
}

/**
 * Deletes the volume with all artifacts in it. Does nothing for a mapped volume: its files stay.
 *
 * @returns true if it existed
 * @throws VolumeInvalid, VolumeInUse, EngineUnreachable, EngineRequestFailed, Interrupted
 */
export async function destroyVolume(options: VolumeOptions = {}): Promise<boolean> {
  checkOptions(options);
  const { name } = volumeOf(options);
  if (name === undefined) return false;
  const engine = await connectTo(options);
  try {
    return await removeVolume(engine, name);
  } catch (error) {
    throw error instanceof EngineRequestFailed && error.status === 409 ? new VolumeInUse(name, error) : error;
  }
}
