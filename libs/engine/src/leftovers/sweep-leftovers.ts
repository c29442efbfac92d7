import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { removeContainer, stopContainer } from '../containers/containers';
import { fromEngine } from '../from-engine';
import { containerRuns } from './container-identity';
import { LABEL_CONTAINER, LABEL_HOST, LABEL_PID, LABEL_STARTED, LABEL_STOP_SECONDS } from './labels';
import { stillRuns } from './process-identity';
import { thisHost } from './this-host';

/**
 * Removes the containers of dead processes (kill -9, a crash, a power cut). Only processes on this machine or in a
 * container of this engine are checked; containers of other machines are left alone. Resolves to the ids of the removed
 * containers.
 */
export async function sweepLeftovers(engine: Engine): Promise<string[]> {
  const orphans = await orphansAmong(await ours(engine), engine);
  for (const orphan of orphans) await end(engine, orphan);
  return orphans.map(({ Id }) => Id);
}

async function end(engine: Engine, { Id, Labels }: Listed): Promise<void> {
  const seconds = Number(Labels[LABEL_STOP_SECONDS]);
  if (seconds > 0) await stopContainer(engine, Id, seconds);
  await removeContainer(engine, Id);
}

interface Listed {
  Id: string;
  Labels: Record<string, string>;
}

async function ours(engine: Engine): Promise<Listed[]> {
  try {
    const filters = { label: [LABEL_HOST] };
    return await dockerOf(engine).listContainers({ all: true, filters: JSON.stringify(filters) });
  } catch (error) {
    throw fromEngine('Looking for containers that were left over', error);
  }
}

/** The containers whose process is dead. */
async function orphansAmong(containers: Listed[], engine: Engine): Promise<Listed[]> {
  const gone = new Map<string, boolean>();
  const orphans: Listed[] = [];
  for (const container of containers) {
    const { [LABEL_HOST]: host, [LABEL_CONTAINER]: home } = container.Labels;
    const isOrphan = host === thisHost() ? isDead(container) : home !== undefined && (await isGone(home));
    if (isOrphan) orphans.push(container);
  }
  return orphans;

  async function isGone(container: string): Promise<boolean> {
    if (!gone.has(container)) gone.set(container, !(await containerRuns(engine, container)));
    return gone.get(container)!;
  }
}

function isDead({ Labels }: Listed): boolean {
  const pid = Number(Labels[LABEL_PID]);
  return Number.isInteger(pid) && pid > 0 && !stillRuns(pid, Labels[LABEL_STARTED] ?? '');
}
