import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { assertVolumeName } from './volume-name';

/** Makes a named volume unless it is there. Resolves to whether it was made now. */
export async function ensureVolume(
  engine: Engine,
  name: string,
  labels: Record<string, string> = {},
): Promise<boolean> {
  if (await volumeExists(engine, name)) return false;
  try {
    await dockerOf(engine).createVolume({ Name: name, Labels: { ...labels } });
    return true;
  } catch (error) {
    throw fromEngine(`Making the volume ${name}`, error);
  }
}

export async function volumeExists(engine: Engine, name: string): Promise<boolean> {
  assertVolumeName(name);
  try {
    await dockerOf(engine).getVolume(name).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Looking for the volume ${name}`, error);
  }
}

/** Removes a named volume with all that is in it. Resolves to whether there was one. */
export async function removeVolume(engine: Engine, name: string): Promise<boolean> {
  assertVolumeName(name);
  try {
    await dockerOf(engine).getVolume(name).remove();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Removing the volume ${name}`, error);
  }
}
