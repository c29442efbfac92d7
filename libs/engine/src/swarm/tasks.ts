import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';

/** The one task of a job. */
export interface Task {
  /** As the swarm calls it: pending, running, complete, failed, rejected ... */
  state: string;
  /** Why it is in this state, if the swarm says so. */
  reason: string;
  node: string | undefined;
  exitCode: number | undefined;
}

/** Lists the tasks that a service has, or had when it was removed. The swarm itself filters only by services that exist. */
export async function tasksOf(engine: Engine, service: string): Promise<Task[]> {
  try {
    const all = (await dockerOf(engine).listTasks()) as Listed[];
    const tasks = all.filter(({ ServiceID }) => ServiceID === service);
    return tasks.map(({ NodeID, Status = {} }) => ({
      state: Status.State ?? 'new',
      reason: Status.Err ?? Status.Message ?? '',
      node: NodeID || undefined,
      exitCode: Status.ContainerStatus?.ExitCode,
    }));
  } catch (error) {
    throw fromEngine('Asking the swarm for a task', error);
  }
}

interface Listed {
  ServiceID?: string;
  NodeID?: string;
  Status?: { State?: string; Err?: string; Message?: string; ContainerStatus?: { ExitCode?: number } };
}

/** States that a task does not leave. */
const LAST = ['complete', 'failed', 'rejected', 'shutdown', 'orphaned', 'remove'];

export const hasEnded = ({ state }: Task): boolean => LAST.includes(state);
