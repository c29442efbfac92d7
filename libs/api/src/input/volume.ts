import { isAbsolute, resolve } from 'node:path';
import { DEFAULT_VOLUME } from '@hypriotkit/contract';
import { withoutCredentials } from '@hypriotkit/core';
import { engineSite, isVolumeName, type Engine } from '@hypriotkit/engine';
import { VolumeInvalid } from '../errors';
import { problemOf } from './folder';

/** Where artifacts are kept: in a named volume of the engine, or in a folder that is mapped into the container. */
export type Volume = { name: string; folder?: undefined } | { folder: string; name?: undefined };

/**
 * Returns the volume to use. The folder of a mapped volume is not checked here.
 *
 * @throws VolumeInvalid
 */
export function volumeOf({ volume = DEFAULT_VOLUME }: { volume?: string }): Volume {
  if (isAbsolute(volume)) return { folder: resolve(volume) };
  if (isVolumeName(volume)) return { name: volume };
  throw new VolumeInvalid(
    volume,
    'Docker allows only letters, digits and _ . -, at least two characters, starting with a letter or digit',
    'Choose such a name. To use a folder instead of a volume, give its absolute path.',
  );
}

/** Checks that a mapped volume is writable. Does nothing for a named volume. */
export function checkMapped({ folder }: Volume): void {
  if (folder === undefined) return;
  const problem = problemOf(folder);
  if (problem) throw new VolumeInvalid(folder, problem.reason, problem.hint);
}

/** Checks that the engine can map the folder: it must run on this machine. */
export function checkReach(volume: Volume, engine: Engine): void {
  if (engineSite(engine).remote) refuseFolder(volume, engine.address);
}

/** Refuses a mapped folder for an engine that does not have it. @throws VolumeInvalid */
export function refuseFolder({ folder }: Volume, address: string): void {
  if (folder === undefined) return;
  throw new VolumeInvalid(
    folder,
    `the engine at ${withoutCredentials(address)} is on another machine, which does not have this folder`,
    'Name a volume; the artifacts are copied from it, wherever the engine is.',
  );
}
