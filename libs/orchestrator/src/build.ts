import { storePlace } from '@hypriotkit/artifacts';
import { CONFIGS_VARIABLE } from '@hypriotkit/config';
import { OWNER_VARIABLE, STORE_VARIABLE, VERBOSITY_VARIABLE, type Places } from '@hypriotkit/contract';
import { throwIfInterrupted } from '@hypriotkit/core';
import { CONTAINER_VARIABLE, ownContainer, sweepLeftovers, type Engine } from '@hypriotkit/engine';
import { NxFailed } from './errors';
import { NxOutput } from './nx-output';
import type { Order } from './order';
import { runGroup } from './process-group';
import { BUILDER, readableCopy, removeCopy, unprivileged } from './unprivileged';

/** Stopping a container allows ten seconds; Nx allows its tasks five. */
const GRACE_MILLISECONDS = 6000;

/** Turns off parts of Nx that are pointless in a throwaway container, and makes its output plain. */
const PLAIN_NX: NodeJS.ProcessEnv = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_SKIP_NATIVE_FILE_CACHE: 'true',
  NX_DEFAULT_OUTPUT_STYLE: 'stream-without-prefixes',
  FORCE_COLOR: '0',
};

/**
 * Builds the components and what they are made from with Nx. The builds get no more rights than the engine's socket
 * needs. No process or container of the build is left running, however it ends.
 *
 * @throws StorePlaceInvalid, StoreSizeInvalid, NxFailed, Interrupted
 */
export async function build(
  order: Order,
  places: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const environment = { ...env, ...PLAIN_NX, ...(await variables(order, places, engine, env)) };
  storePlace(environment);
  const output = new NxOutput(order.verbosity);
  const code = await runNx(order, places, engine, environment, output, signal);
  if (code === 0 && !signal.aborted) return;
  await sweepLeftovers(engine);
  throwIfInterrupted(signal, 'The build');
  output.showKept();
  throw new NxFailed(code);
}

async function runNx(
  { components, configs }: Order,
  { workspace }: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
  output: NxOutput,
  signal: AbortSignal,
): Promise<number | null> {
  const copy = configs && readableCopy(configs);
  const nx = [require.resolve('nx/bin/nx.js'), 'run-many', '--targets=build', `--projects=${components.join(',')}`];
  const command = [...unprivileged(engine), process.execPath, ...nx, '--skip-nx-cache'];
  const options = {
    cwd: workspace,
    env: { ...env, [CONFIGS_VARIABLE]: copy },
    onLine: output.take.bind(output),
    graceMilliseconds: GRACE_MILLISECONDS,
  };
  return runGroup(command, options, signal).finally(() => removeCopy(copy));
}

/** Variables that tell the builds where they run. */
async function variables(
  { verbosity, owner }: Order,
  { artifacts }: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const home = await ownContainer(engine);
  const mount = home?.mounts.find(({ target }) => target === artifacts);
  return {
    HOME: BUILDER.home,
    [VERBOSITY_VARIABLE]: verbosity,
    // An engine that does not know this container uses the default place for its store.
    [STORE_VARIABLE]: env[STORE_VARIABLE] || mount?.source,
    [OWNER_VARIABLE]: `${owner.uid}:${owner.gid}`,
    [CONTAINER_VARIABLE]: home?.identity,
  };
}
