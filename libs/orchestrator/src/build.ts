import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { storePlace } from '@hypriotkit/artifacts';
import { CONFIGS_VARIABLE } from '@hypriotkit/config';
import {
  boardPlace,
  OWNER_VARIABLE,
  PREBUILT_FOLDER,
  PREBUILT_VARIABLE,
  STORE_VARIABLE,
  VERBOSITY_VARIABLE,
  type Places,
  type Verbosity,
} from '@hypriotkit/contract';
import { throwIfInterrupted } from '@hypriotkit/core';
import { CONTAINER_VARIABLE, ownContainer, sweepLeftovers, type Engine } from '@hypriotkit/engine';
import type { Delivery, Parcel } from './deliver';
import { BoardsRefused, NxFailed } from './errors';
import { newLock } from './new-lock';
import { NxOutput } from './nx-output';
import type { Order } from './order';
import { placeFiles, removeFiles } from './place-files';
import { runGroup } from './process-group';
import {
  boardImages,
  madeBy,
  namesOf,
  readTaskGraph,
  sharedComponents,
  type Made,
  type Named,
  type TaskGraph,
} from './task-graph';
import { BUILDER, readableCopy, removeCopy, unprivileged } from './unprivileged';

/** Stopping a container allows ten seconds; Nx allows its tasks five. */
const GRACE_MILLISECONDS = 6000;

/** Turns off parts of Nx that are pointless in a throwaway container, and makes its output plain. */
const PLAIN_NX: NodeJS.ProcessEnv = {
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_TUI: 'false',
  NX_SKIP_NATIVE_FILE_CACHE: 'true',
  NX_DEFAULT_OUTPUT_STYLE: 'stream-without-prefixes',
  FORCE_COLOR: '0',
};

/** Names the server of Nx's remote cache. */
const CACHE_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';

/** Runs a command of Nx in the workspace. Resolves to its exit code, or to null if it was killed. */
type Nx = (args: string[], output: NxOutput) => Promise<number | null>;

/**
 * Builds the components or boards, and what they are made from, with Nx. The builds get no more rights than the
 * engine's socket needs. No process or container of the build is left running, however it ends.
 *
 * @returns what is to be delivered, and where
 * @throws StorePlaceInvalid, StoreSizeInvalid, BoardsRefused, NxFailed, LockInvalid, Interrupted
 */
export async function build(
  order: Order,
  places: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Delivery> {
  const environment = { ...env, ...PLAIN_NX, ...(await variables(order, places, engine, env)) };
  storePlace(environment);
  const copy = order.configs && readableCopy(order.configs);
  try {
    const placed = placeFiles(order, places);
    try {
      const nx = nxIn(places, engine, { ...environment, [CONFIGS_VARIABLE]: copy }, signal);
      const { parcels, made, ...named } = await plan(order, places, nx, signal);
      // In a container of its own, Nx's cache has nothing that is not on a server.
      const isCached = environment[CACHE_VARIABLE] && !order.fresh;
      const options = [...(isCached ? [] : ['--skip-nx-cache']), ...(order.fresh ? ['--fresh'] : [])];
      if (named.projects.length > 0) await buildAll(named, options, order.verbosity, engine, nx, signal);
      if (!order.writeLock) return { parcels };
      return { parcels, lock: { text: await newLock(made, order.lock, signal), to: places.artifacts } };
    } finally {
      removeFiles(placed);
    }
  } finally {
    removeCopy(copy);
  }
}

function nxIn({ workspace }: Places, engine: Engine, env: NodeJS.ProcessEnv, signal: AbortSignal): Nx {
  return (args, output) => {
    const command = [...unprivileged(engine), process.execPath, require.resolve('nx/bin/nx.js'), ...args];
    const onLine = output.take.bind(output);
    return runGroup(command, { cwd: workspace, env, onLine, graceMilliseconds: GRACE_MILLISECONDS }, signal);
  };
}

async function buildAll(
  { projects, targets }: Named,
  options: string[],
  verbosity: Verbosity,
  engine: Engine,
  nx: Nx,
  signal: AbortSignal,
): Promise<void> {
  const output = new NxOutput(verbosity);
  const tasks = [`--targets=${targets.join(',')}`, `--projects=${projects.join(',')}`];
  const code = await nx(['run-many', ...tasks, ...options], output);
  if (code === 0 && !signal.aborted) return;
  await sweepLeftovers(engine);
  throwIfInterrupted(signal, 'The build');
  output.showKept();
  throw new NxFailed(code);
}

interface Plan extends Named {
  /** What is delivered then, and where. */
  parcels: Parcel[];
  /** What the projects are made from, and they themselves. */
  made: Made[];
}

/** Says what the run builds. That Nx cannot make projects of the boards shows here, before anything is built. */
async function plan(order: Order, places: Places, nx: Nx, signal: AbortSignal): Promise<Plan> {
  const { components, boards, shared, writeLock, fresh } = order;
  const { workspace, artifacts } = places;
  const graph = boards.length > 0 || writeLock || fresh ? await taskGraph(order, places, nx, signal) : undefined;
  const made = graph ? madeBy(graph, places) : [];
  if (!graph || boards.length === 0) {
    const from = components.map((component) => join(workspace, 'dist', 'artifacts', component));
    return { ...namedBy(components), parcels: [{ from, to: artifacts }], made };
  }
  if (shared) return { ...namedBy(sharedComponents(boards, graph)), parcels: [], made };
  const images = boardImages(boards, graph, places);
  const parcels = boards.map((board) => ({ from: [images.get(board)!], to: join(artifacts, boardPlace(board)) }));
  return { ...namedBy(boards), parcels, made };

  /** What is built for its own sake, with what it is made from. */
  function namedBy(projects: string[]): Named {
    return fresh && graph ? namesOf(graph) : { projects, targets: ['build'] };
  }
}

/** Asks Nx for the tasks of a build. */
async function taskGraph(
  { components, boards }: Order,
  { workspace }: Places,
  nx: Nx,
  signal: AbortSignal,
): Promise<TaskGraph> {
  const file = join(workspace, 'tmp', 'graph.json');
  const output = new NxOutput('quiet');
  const projects = [...components, ...boards].join(',');
  // `nx graph` would leave out a project that cannot be made, and not say why.
  const code = await nx(['run-many', '--targets=build', `--projects=${projects}`, `--graph=${file}`], output);
  throwIfInterrupted(signal, 'The build');
  if (code === 0) return readTaskGraph(file);
  output.showKept();
  throw boards.length > 0 ? new BoardsRefused() : new NxFailed(code);
}

/** Variables that tell the builds where they run. */
async function variables(
  { verbosity, owner }: Order,
  { artifacts }: Places,
  engine: Engine,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const prebuilt = join(artifacts, PREBUILT_FOLDER);
  const home = await ownContainer(engine);
  const mount = home?.mounts.find(({ target }) => target === artifacts);
  return {
    HOME: BUILDER.home,
    [VERBOSITY_VARIABLE]: verbosity,
    // An engine that does not know this container uses the default place for its store.
    [STORE_VARIABLE]: env[STORE_VARIABLE] || mount?.source,
    [OWNER_VARIABLE]: `${owner.uid}:${owner.gid}`,
    [CONTAINER_VARIABLE]: home?.identity,
    // The builds may have no right to see whether it is there.
    [PREBUILT_VARIABLE]: existsSync(prebuilt) ? prebuilt : undefined,
  };
}
