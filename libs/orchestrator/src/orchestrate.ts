import { join } from 'node:path';
import { StorePlaceInvalid, StoreSizeInvalid } from '@hypriotkit/artifacts';
import { ConfigurationInvalid, FileUnusable } from '@hypriotkit/config';
import { describeError, Masker } from '@hypriotkit/core';
import { BuildContextInvalid, connect, EngineAddressInvalid } from '@hypriotkit/engine';
import { build } from './build';
import { deliver } from './deliver';
import { InputRefused } from './errors';
import { interruption } from './interruption';
import { readOrder } from './order';
import { IN_IMAGE } from './places';

const BAD_INPUT = [
  BuildContextInvalid,
  ConfigurationInvalid,
  EngineAddressInvalid,
  FileUnusable,
  InputRefused,
  StorePlaceInvalid,
  StoreSizeInvalid,
];

/**
 * Builds what the user's configuration lists and delivers it: what a container of the orchestrator image is for.
 *
 * @returns the exit code: 0, 1 when something failed, 2 when it was bad input and nothing was started, 128 and the
 *   number of the signal that ended it early
 */
export async function orchestrate(env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const interrupted = interruption();
  const { signal } = interrupted;
  const masker = new Masker();
  try {
    const order = readOrder(IN_IMAGE, env, masker);
    const engine = await connect({ env, signal });
    await build(order, IN_IMAGE, engine, env, signal);
    await deliver({
      components: order.components,
      from: join(IN_IMAGE.workspace, 'dist', 'artifacts'),
      to: IN_IMAGE.artifacts,
      owner: order.owner,
      signal,
    });
    if (order.verbosity !== 'quiet') console.log(`hypriotkit: Delivered ${order.components.join(', ')}`);
    return 0;
  } catch (error) {
    if (signal.aborted) return interrupted.exitCode();
    const debug = env['HYPRIOTKIT_VERBOSITY'] === 'debug';
    console.error(describeError(error, { debug, how: 'HYPRIOTKIT_VERBOSITY=debug', masker }));
    return BAD_INPUT.some((kind) => error instanceof kind) ? 2 : 1;
  } finally {
    interrupted.release();
  }
}
