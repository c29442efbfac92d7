import { OWNER_VARIABLE, STORE_VARIABLE, storePlace } from '@hypriotkit/artifacts';
import { CONFIGS_VARIABLE } from '@hypriotkit/config';
import { throwIfInterrupted } from '@hypriotkit/core';
import { CONTAINER_VARIABLE, ownContainer, sweepLeftovers, type Engine, type OwnContainer } from '@hypriotkit/engine';
import { BuildsFailed } from './errors';
import { NxOutput } from './nx-output';
import type { Order } from './order';
import { BUILDER, type Places } from './places';
import { runGroup } from './process-group';
import { readableConfigs, unprivileged } from './privileges';

/** Whoever stops a container gives it ten seconds; Nx gives its tasks five. */
const GRACE_MILLISECONDS = 6000;

const NX = require.resolve('nx/bin/nx.js');

/** What Nx is to leave alone, as a container is thrown away, and how it is to speak. */
const PLAIN_NX: NodeJS.ProcessEnv = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_SKIP_NATIVE_FILE_CACHE: 'true',
  NX_DEFAULT_OUTPUT_STYLE: 'stream-without-prefixes',
  FORCE_COLOR: '0',
};

/**
 * Builds the components and what they are made from, by Nx, with no more rights than the engine's socket needs. Nothing
 * that works for it is left when it ends, however it ends.
 */
export async function build(
  order: Order,
  places: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const home = await ownContainer(engine);
  const environment = { ...env, ...PLAIN_NX, ...variables(order, places, home, env) };
  storePlace(environment);
  const nx = [NX, 'run-many', '--targets=build', `--projects=${order.components.join(',')}`, '--skip-nx-cache'];
  const command = [...unprivileged(engine), process.execPath, ...nx];
  const output = new NxOutput(order.verbosity);
  const options = {
    cwd: places.workspace,
    env: environment,
    onLine: output.take.bind(output),
    graceMilliseconds: GRACE_MILLISECONDS,
  };
  const code = await runGroup(command, options, signal);
  if (code === 0 && !signal.aborted) return;
  await sweepLeftovers(engine);
  throwIfInterrupted(signal, 'The build');
  output.showKept();
  throw new BuildsFailed(code);
}

function variables(
  { configs, verbosity, owner }: Order,
  { artifacts }: Places,
  home: OwnContainer | undefined,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const mount = home?.mounts.find(({ target }) => target === artifacts);
  return {
    HOME: BUILDER.home,
    HYPRIOTKIT_VERBOSITY: verbosity,
    // An engine that does not know this container has its store elsewhere.
    [STORE_VARIABLE]: env[STORE_VARIABLE] || mount?.source,
    [OWNER_VARIABLE]: `${owner.uid}:${owner.gid}`,
    [CONTAINER_VARIABLE]: home?.identity,
    [CONFIGS_VARIABLE]: configs && readableConfigs(configs),
  };
}
