import { withLock, type LockOptions } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { engineIdentity } from './engine-info';

/**
 * Runs something that only one process of this user may do at a time with a name on this engine, such as that of an image.
 * Others wait, even if they have another address of the engine. Another engine has its own names.
 */
export async function withEngineLock<T>(
  engine: Engine,
  name: string,
  options: Omit<LockOptions, 'on'>,
  work: () => Promise<T>,
): Promise<T> {
  return withLock(name, { ...options, on: await engineIdentity(engine) }, work);
}
