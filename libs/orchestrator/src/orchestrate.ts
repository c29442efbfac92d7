import { LOCK_FILE } from '@hypriotkit/config';
import {
  EXIT,
  exitCodeOf,
  exitCodeOfSignal,
  HANDOVER_VARIABLE,
  IN_IMAGE,
  SHARED_VARIABLE,
  VERBOSITY_VARIABLE,
} from '@hypriotkit/contract';
import { describeError, interruption, Masker } from '@hypriotkit/core';
import { connect } from '@hypriotkit/engine';
import { build } from './build';
import { deliver } from './deliver';
import { Job } from './handover';
import { withOldNames } from './old-names';
import { readOrder } from './order';

/**
 * Builds and delivers what the user's configuration lists: the main function of an orchestrator container.
 *
 * @returns the exit code: see EXIT, or 128 plus the number of the signal that ended it
 */
export async function orchestrate(given: NodeJS.ProcessEnv = process.env): Promise<number> {
  const env = withOldNames(given);
  const interrupted = interruption();
  const { signal } = interrupted;
  const masker = new Masker();
  try {
    const job = await Job.begin(env, signal);
    const order = readOrder(IN_IMAGE, env, masker);
    const engine = await connect({ env, signal });
    const delivery = await build(order, IN_IMAGE, engine, environmentOf(env, job), signal);
    await deliver({ ...delivery, owner: order.owner, signal });
    for (const board of order.shared ? [] : order.boards) await job?.send(board, IN_IMAGE);
    const delivered = [...order.components, ...order.boards, ...(delivery.lock ? [LOCK_FILE] : [])].join(', ');
    if (order.verbosity !== 'quiet' && !order.shared) console.log(`hypriotkit: Delivered ${delivered}`);
    return EXIT.ok;
  } catch (error) {
    const received = interrupted.received();
    if (received) return exitCodeOfSignal(received);
    const debug = env[VERBOSITY_VARIABLE] === 'debug';
    console.error(describeError(error, { debug, how: `${VERBOSITY_VARIABLE}=debug`, masker }));
    return exitCodeOf(error);
  } finally {
    interrupted.release();
  }
}

/** Without what is for this program alone. */
function environmentOf(env: NodeJS.ProcessEnv, job: Job | undefined): NodeJS.ProcessEnv {
  return { ...env, ...job?.variables(), [HANDOVER_VARIABLE]: undefined, [SHARED_VARIABLE]: undefined };
}
