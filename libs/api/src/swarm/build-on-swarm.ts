import { Exchange } from '@hypriotkit/artifacts';
import { Masker, throwIfInterrupted, withoutCredentials } from '@hypriotkit/core';
import {
  ImageNotFound,
  inspectImage,
  managesSwarm,
  SWARM_ARCHITECTURES,
  sweepJobs,
  swarmNodes,
  type Engine,
} from '@hypriotkit/engine';
import { connectTo } from '../connect-to';
import { OptionInvalid, SwarmBuildFailed, SwarmUnusable, type FailedJob } from '../errors';
import { explained } from '../images';
import { checkOptions } from '../input/check-options';
import { enginesGiven, namedEngines, refuseNamedEngines, withoutEngines } from '../input/engines';
import { filesIn } from '../input/files';
import { checkedFiles, secretsIn, userFields } from '../input/layers';
import { lockIn } from '../input/lock';
import { boardsIn, checkBoardFolders, checkWritable, configsIn } from '../input/target';
import { imageOf, verbosityOf, type SwarmOptions } from '../options';
import { readSchema } from '../orchestrator/read-schema';
import { cacheAccess } from './cache-access';
import { collect } from './collect';
import { handOver, newId } from './hand-over';
import { inTurn } from './in-turn';
import { runSwarmJob, type Circumstances, type Work } from './swarm-job';

/** What messages call the job that builds what all boards have in common. */
const SHARED = 'shared';

/**
 * Builds boards on the machines of the swarm that the engine manages, one at a time on each, and fetches their images to the
 * target folder. What boards have in common is built first, once. The machines share it by the server of Nx's remote cache
 * that the environment names, and send their results there, too. A board whose machine dies is built on another one.
 *
 * The engine must have the orchestrator image already: see ensureImage. The other machines pull it themselves.
 *
 * An interruption ends all jobs within seconds. What was built stays in the cache.
 *
 * @throws InputInvalid (ImageNameInvalid, TargetInvalid, VerbosityUnknown, ImageUnsuitable, ConfigurationInvalid, LockInvalid,
 *   BoardUnknown, NameInvalid, FileUnusable, OptionInvalid, EngineOutOfReach, SwarmUnusable, SwarmCacheMissing), EngineUnreachable, ImageNotFound,
 *   OrchestratorImageMissing, ExchangeFailed, ResultDamaged, SwarmBuildFailed, Interrupted
 */
export async function buildOnSwarm(options: SwarmOptions): Promise<void> {
  checkOptions(options);
  const image = imageOf(options);
  const verbosity = verbosityOf(options);
  const { target, signal, log } = options;
  checkWritable(target);
  const configs = configsIn(options);
  const boards = boardsIn(options);
  checkBoardFolders(target, boards);
  const lock = lockIn(options);
  const engines = enginesGiven(options, process.env);
  refuseNamedEngines(namedEngines(engines));
  const cache = cacheAccess(process.env);
  const architecture = architectureOf(options);

  const engine = await connectTo(options);
  log?.step(`Engine: ${withoutCredentials(engine.address)} (${engine.foundBy})`);
  if (lock) log?.step(`Lock: ${lock.file}`);
  await checkSwarm(engine, architecture);
  const left = await sweepJobs(engine);
  if (left > 0) log?.detail(`removed ${left} jobs of builds that were killed`);
  const imageId = (await inspectImage(engine, image))?.id;
  if (imageId === undefined) throw explained(new ImageNotFound(image, 'engine'), image);
  const schema = await readSchema(engine, { image, imageId }, signal);
  const checked = withoutEngines(checkedFiles(configs, target, schema), options);
  refuseNamedEngines(namedEngines(engines, userFields(checked)));
  const masker = new Masker([...secretsIn(checked, schema), ...(cache.token === undefined ? [] : [cache.token])]);
  const files = filesIn(userFields(checked), target, schema);
  const input = await handOver(cache, checked, files, lock, signal);

  const onLine = options.onLine ?? (verbosity === 'quiet' ? () => undefined : print);
  const circumstances: Circumstances = { engine, image, verbosity, handover: { cache, input }, onLine, masker };
  Object.assign(circumstances, { architecture, signal, log });
  await buildShared(boards, circumstances);
  const exchange = await Exchange.by(cache, signal);
  const failed: FailedJob[] = [];
  const all = await inTurn(
    boards,
    () => roomIn(engine, architecture),
    async (board) => {
      throwIfInterrupted(signal, `The build of ${board}`);
      const work: Work = { what: board, boards: [board], result: newId() };
      const failure = await runSwarmJob(work, circumstances);
      if (failure) failed.push(failure);
      else await collect(exchange, board, work.result, target);
    },
  );
  throwIfInterrupted(signal, 'The build');
  const thrown = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (thrown.length > 0) throw thrown[0];
  if (failed.length > 0) throw new SwarmBuildFailed(failed, boards.length - failed.length);
}

/** Two machines that begin at once would both build what neither finds in the cache. */
async function buildShared(boards: string[], circumstances: Circumstances): Promise<void> {
  if (boards.length < 2) return;
  const failure = await runSwarmJob({ what: SHARED, boards, shared: true, result: newId() }, circumstances);
  if (failure) throw new SwarmBuildFailed([failure], 0);
}

function architectureOf({ architecture }: SwarmOptions): string | undefined {
  if (architecture === undefined) return undefined;
  const known = SWARM_ARCHITECTURES[architecture];
  if (known) return known;
  const all = Object.keys(SWARM_ARCHITECTURES).join(', ');
  throw new OptionInvalid('The option "architecture"', `is "${architecture}", which is not one of ${all}`);
}

async function checkSwarm(engine: Engine, architecture: string | undefined): Promise<void> {
  if (!(await managesSwarm(engine))) {
    throw new SwarmUnusable(`The engine at ${withoutCredentials(engine.address)} does not manage a swarm.`, {
      hint: 'Name a manager, with --engine or DOCKER_HOST. `docker swarm init` makes a swarm of an engine alone.',
    });
  }
  if ((await roomIn(engine, architecture)) > 0) return;
  const nodes = (await swarmNodes(engine)).map(
    (node) => `${node.name} (${node.architecture}, ${node.isReady ? 'ready' : 'not ready'})`,
  );
  throw new SwarmUnusable(`No node of the swarm can build${architecture ? ` on ${architecture}` : ''}.`, {
    hint: `It has ${nodes.join(', ')}. \`docker node ls\` says more.`,
  });
}

/** How many machines can build. */
async function roomIn(engine: Engine, architecture: string | undefined): Promise<number> {
  const nodes = await swarmNodes(engine);
  return nodes.filter((node) => node.isReady && (!architecture || node.architecture === architecture)).length;
}

const print: NonNullable<SwarmOptions['onLine']> = (stream, line) => void process[stream].write(`${line}\n`);
