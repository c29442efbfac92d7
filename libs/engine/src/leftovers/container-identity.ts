import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

/** Tells processes in a container the identity of that container, if their engine runs it. */
export const CONTAINER_VARIABLE = 'HYPRIOTKIT_CONTAINER';

/** Identifies one run of a container: `<id>@<start time>`. A restarted container has another identity. */
export type ContainerIdentity = string;

export const containerIdentity = (id: string, startedAt: string): ContainerIdentity => `${id}@${startedAt}`;

/** Whether the engine is still running the container with this identity. */
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
