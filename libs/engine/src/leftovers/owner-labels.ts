import { CONTAINER_VARIABLE } from './container-identity';
import { LABEL_CONTAINER, LABEL_HOST, LABEL_PID, LABEL_PROJECT, LABEL_STARTED, LABEL_TASK } from './labels';
import { processStart } from './process-identity';
import { thisHost } from './this-host';

interface Owner {
  project: string;
  task: string;
}

/** Returns labels for the task that a container works for and the process that owns it. sweepLeftovers reads them. */
export function ownerLabels({ project, task }: Owner): Record<string, string> {
  const container = process.env[CONTAINER_VARIABLE];
  return {
    [LABEL_PROJECT]: project,
    [LABEL_TASK]: task,
    [LABEL_HOST]: thisHost(),
    [LABEL_PID]: String(process.pid),
    [LABEL_STARTED]: processStart(process.pid) ?? '',
    ...(container ? { [LABEL_CONTAINER]: container } : {}),
  };
}
