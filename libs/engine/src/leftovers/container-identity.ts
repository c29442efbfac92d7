import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { LABEL_CONTAINER } from './labels';

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

/**
 * Returns the labels for a container on an engine. They name the container of this process only where that runs: any other engine
 * would count it as gone, and what it owns as left over.
 */
export async function labelsOn(engine: Engine, labels: Record<string, string> = {}): Promise<Record<string, string>> {
  const { [LABEL_CONTAINER]: home, ...others } = labels;
  return home === undefined || (await containerRuns(engine, home)) ? labels : others;
}
