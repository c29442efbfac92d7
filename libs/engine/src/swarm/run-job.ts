import { setTimeout as sleep } from 'node:timers/promises';
import { HypriotkitError, silentLogger, throwIfInterrupted } from '@hypriotkit/core';
import type { Engine } from '../connection/engine';
import { createJob, removeJob, type Created } from './create-job';
import { JobOutput } from './job-output';
import type { JobEnd, JobSpec } from './job-spec';
import { swarmNodes, type SwarmNode } from './nodes';
import { hasEnded, tasksOf, type Task } from './tasks';

const LOOK_MILLISECONDS = 1000;
/** What a node needs to stop a task, beside the time that the task has. */
const STOP_PATIENCE_SECONDS = 10;

/**
 * Runs a job to its end and removes it in every case. Resolves to how it ended: a program that fails, and a node that
 * dies, are results. After the spec's signal, nothing of the job runs any more, except on a node that does not answer.
 */
export async function runJob(engine: Engine, spec: JobSpec): Promise<JobEnd> {
  const { signal, name, log = silentLogger } = spec;
  throwIfInterrupted(signal, `The job ${name}`);
  const created = await createJob(engine, spec);
  const output = new JobOutput(engine, created.service, spec);
  try {
    const end = await endOf(engine, created, spec);
    throwIfInterrupted(signal, `The job ${name}`);
    // Of a node that is gone, there is no more output.
    if (end.kind !== 'lost') await output.end();
    return end;
  } finally {
    await output.abandon();
    await remove(engine, created, spec).catch((error: unknown) => {
      const reason = error instanceof HypriotkitError ? error.message : String(error);
      log.warn(`The job ${name} was not removed: ${reason}`);
    });
  }
}

async function endOf(engine: Engine, { service }: Created, spec: JobSpec): Promise<JobEnd> {
  const { signal, onNode, onWait } = spec;
  let told: string | undefined;
  for (;;) {
    throwIfInterrupted(signal, `The job ${spec.name}`);
    const [task] = await tasksOf(engine, service);
    const node = task && (await nodeOf(engine, task));
    if (node && told !== node.id) {
      told = node.id;
      onNode?.(node);
    }
    if (task?.state === 'pending' && task.reason !== told) {
      told = task.reason;
      onWait?.(task.reason);
    }
    const end = task && ending(task, node);
    if (end) return end;
    await sleep(LOOK_MILLISECONDS, undefined, signal && { signal }).catch(() => undefined);
  }
}

/** A node that has been removed from the swarm is one that does not answer. */
async function nodeOf(engine: Engine, { node }: Task): Promise<SwarmNode | undefined> {
  if (node === undefined) return undefined;
  const known = (await swarmNodes(engine)).find(({ id }) => id === node);
  return known ?? { id: node, name: node, architecture: '', isUp: false, isReady: false };
}

/** Returns undefined if the task goes on. */
function ending(task: Task, place: SwarmNode | undefined): JobEnd | undefined {
  const node = place?.name ?? '';
  if (!hasEnded(task)) {
    return place?.isUp === false ? { kind: 'lost', node, reason: 'the node does not answer any more' } : undefined;
  }
  if (task.state === 'complete') return { kind: 'done', node };
  if (task.state === 'failed' && task.exitCode) return { kind: 'failed', node, exitCode: task.exitCode };
  return { kind: 'lost', node, reason: task.reason || task.state };
}

/** Waits until nothing of the job runs any more on nodes that answer. */
async function remove(engine: Engine, created: Created, { stopSeconds }: JobSpec): Promise<void> {
  await removeJob(engine, created);
  for (let left = stopSeconds + STOP_PATIENCE_SECONDS; left > 0; left -= 1) {
    const running = (await tasksOf(engine, created.service)).filter((task) => !hasEnded(task));
    if (running.length === 0) return;
    const up = (await swarmNodes(engine)).filter(({ isUp }) => isUp).map(({ id }) => id);
    if (!running.some(({ node }) => node !== undefined && up.includes(node))) return;
    await sleep(LOOK_MILLISECONDS);
  }
}
