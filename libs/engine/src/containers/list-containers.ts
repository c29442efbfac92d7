import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine } from '../from-engine';

export interface ListedContainer {
  id: string;
  labels: Record<string, string>;
  /** When it was made, by the clock of the engine. */
  created: Date;
}

/** The containers, in any state, that have a label of this value. */
export async function listContainers(engine: Engine, label: string, value: string): Promise<ListedContainer[]> {
  const filters = JSON.stringify({ label: [`${label}=${value}`] });
  try {
    const containers = await dockerOf(engine).listContainers({ all: true, filters });
    return containers.map(({ Id, Labels, Created }) => ({ id: Id, labels: Labels, created: new Date(Created * 1000) }));
  } catch (error) {
    throw fromEngine(`Looking for containers with the label ${label}`, error);
  }
}
