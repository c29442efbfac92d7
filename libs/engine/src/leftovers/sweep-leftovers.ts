import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { removeContainer } from '../containers/remove-container';
import { fromEngine } from '../errors/from-engine';
import { LABEL_HOST, LABEL_PID, LABEL_STARTED } from './labels';
import { stillRuns } from './process-identity';
import { thisHost } from './this-host';

/**
 * Removes the containers whose process on this machine died without doing so (kill -9, a crash, a power cut).
 * Leaves those of other machines alone: only they can know. Resolves to the ids of what it removed.
 */
export async function sweepLeftovers(engine: Engine): Promise<string[]> {
  const orphans = (await ours(engine)).filter(isOrphan).map(({ Id }) => Id);
  for (const id of orphans) await removeContainer(engine, id);
  return orphans;
}

interface Listed {
  Id: string;
  Labels: Record<string, string>;
}

async function ours(engine: Engine): Promise<Listed[]> {
  try {
    const filters = { label: [`${LABEL_HOST}=${thisHost()}`] };
    return await dockerOf(engine).listContainers({ all: true, filters: JSON.stringify(filters) });
  } catch (error) {
    throw fromEngine('Looking for containers that were left over', error);
  }
}

function isOrphan({ Labels }: Listed): boolean {
  const pid = Number(Labels[LABEL_PID]);
  return Number.isInteger(pid) && pid > 0 && !stillRuns(pid, Labels[LABEL_STARTED] ?? '');
}
