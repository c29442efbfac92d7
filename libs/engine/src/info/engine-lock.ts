import { withLock, type LockOptions } from '@hypriotkit/core';
import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';

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
  return withLock(name, { ...options, on: await identityOf(engine) }, work);
}

const identities = new WeakMap<Engine, Promise<string>>();

function identityOf(engine: Engine): Promise<string> {
  const identity = identities.get(engine) ?? askForIdentity(engine);
  identities.set(engine, identity);
  return identity;
}

/** Not the engine's ID: podman makes a new one for every answer. */
async function askForIdentity(engine: Engine): Promise<string> {
  try {
    const { Name, DockerRootDir } = (await dockerOf(engine).info()) as { Name?: string; DockerRootDir?: string };
    return `${Name}:${DockerRootDir}`;
  } catch (error) {
    throw fromEngine('Asking the engine where it keeps its images', error);
  }
}
