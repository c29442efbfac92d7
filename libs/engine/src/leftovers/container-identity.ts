import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

/** Tells processes in a container which one that is, if the engine that they work with runs it: its identity. */
export const CONTAINER_VARIABLE = 'HYPRIOTKIT_CONTAINER';

/** One life of a container: `<id>@<when it was started>`. One that is started again is another. */
export type ContainerIdentity = string;

export const containerIdentity = (id: string, startedAt: string): ContainerIdentity => `${id}@${startedAt}`;

/** Whether the engine still runs a container that had this identity. */
export async function containerRuns(engine: Engine, identity: ContainerIdentity): Promise<boolean> {
  const id = identity.split('@')[0]!;
  try {
    const { State } = await dockerOf(engine).getContainer(id).inspect();
    return State.Running && containerIdentity(id, State.StartedAt) === identity;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Looking for the container ${id.slice(0, 12)}`, error);
  }
}
