import { silentLogger, withLock } from '@hypriotkit/core';
import { withEngineLock, type Engine } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { OptionInvalid } from './errors';
import { checkOptions } from './input/check-options';
import { volumeOf, type Volume } from './input/volume';
import type { VolumeOptions } from './options';

/**
 * Does something with a volume that only one process of this user may do at a time, such as a build and the copy of what it
 * made. Others wait.
 *
 * @throws VolumeInvalid, EngineUnreachable, EngineRequestFailed, Interrupted, and what `work` throws
 */
export async function holdVolume<T>(options: VolumeOptions, work: () => Promise<T>): Promise<T> {
  checkOptions(options);
  if (typeof (work as unknown) !== 'function') throw new OptionInvalid('The work', 'is not a function');
  const tools = { ...options, log: options.log ?? silentLogger };
  return withVolumeLock('the artifacts in', volumeOf(options), await connectTo(options), tools, work);
}

/** The name of a volume is a name on its engine. A folder is one of this machine. */
export function withVolumeLock<T>(
  what: string,
  { name, folder }: Volume,
  engine: Engine,
  tools: Parameters<typeof withLock>[1],
  work: () => Promise<T>,
): Promise<T> {
  return name === undefined
    ? withLock(`${what} ${folder}`, tools, work)
    : withEngineLock(engine, `${what} ${name}`, tools, work);
}
