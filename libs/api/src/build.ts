import { storeSize } from '@hypriotkit/artifacts';
import { Masker, silentLogger, withoutCredentials } from '@hypriotkit/core';
import { ImageNotFound, inspectImage, sweepLeftovers, type LineSink } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { explained } from './images';
import { checkOptions } from './input/check-options';
import { checkNamedEngines, enginesGiven, namedEngines, withoutEngines } from './input/engines';
import { filesIn } from './input/files';
import { checkedFiles, secretsIn, userFields } from './input/layers';
import { lockIn } from './input/lock';
import { boardsIn, checkBoardFolders, checkLockPlace, configsIn } from './input/target';
import { checkMapped, checkReach, volumeOf } from './input/volume';
import { imageOf, verbosityOf, type BuildOptions } from './options';
import { readSchema } from './orchestrator/read-schema';
import { runOrchestrator } from './orchestrator/run-orchestrator';
import { withVolumeLock } from './volume-lock';

/**
 * Builds the artifacts of HypriotOS into the volume, in containers that the orchestrator image starts. The engine must
 * have the image already: see ensureImage.
 *
 * All input is checked before anything is built. An interruption ends the build and its builders within seconds.
 *
 * @throws InputInvalid (ImageNameInvalid, VolumeInvalid, TargetInvalid, VerbosityUnknown, ImageUnsuitable,
 *   BuildRefused, ConfigurationInvalid, LockInvalid, BoardUnknown, NameInvalid, FileUnusable, StoreSizeInvalid,
 *   EngineAddressInvalid, EngineOutOfReach), EngineUnreachable, ImageNotFound, OrchestratorImageMissing, OrchestratorFailed, Interrupted
 */
export async function build(options: BuildOptions = {}): Promise<void> {
  checkOptions(options);
  const image = imageOf(options);
  const volume = volumeOf(options);
  const verbosity = verbosityOf(options);
  const { target = '' } = options;
  const configs = configsIn(options);
  const boards = boardsIn(options);
  const lock = lockIn(options);
  checkMapped(volume);
  if (volume.folder !== undefined) checkBoardFolders(volume.folder, boards);
  checkLockPlace({ ...options, target: volume.folder ?? options.target });
  const engines = enginesGiven(options, process.env);
  checkNamedEngines(namedEngines(engines), volume);
  storeSize(process.env);

  const engine = await connectTo(options);
  checkReach(volume, engine);
  options.log?.step(`Engine: ${withoutCredentials(engine.address)} (${engine.foundBy})`);
  if (lock) options.log?.step(`Lock: ${lock.file}`);
  await sweepLeftovers(engine);
  // The whole build uses one image, even if another one gets its name meanwhile.
  const imageId = (await inspectImage(engine, image))?.id;
  if (imageId === undefined) throw explained(new ImageNotFound(image, 'engine'), image);
  const schema = await readSchema(engine, { image, imageId }, options.signal);
  const checked = withoutEngines(checkedFiles(configs, target, schema), options);
  checkNamedEngines(namedEngines(engines, userFields(checked)), volume);
  const masker = new Masker(secretsIn(checked, schema));
  const files = filesIn(userFields(checked), target, schema);

  const onLine = options.onLine ?? (verbosity === 'quiet' ? () => undefined : print);
  const run = {
    ...options,
    image,
    imageId,
    volume,
    verbosity,
    onLine,
    masker,
    configs: checked,
    boards,
    lock,
    files,
    engines,
  };
  // Two at once would deliver into each other's files.
  const tools = { ...options, log: options.log ?? silentLogger };
  const orchestrated = withVolumeLock('the volume', volume, engine, tools, () => runOrchestrator(engine, run));
  // An orchestrator that was killed has left its builders running.
  await orchestrated.catch(async (error: unknown) => {
    await sweepLeftovers(engine).catch(() => undefined);
    throw error;
  });
}

const print: LineSink = (stream, line) => void process[stream].write(`${line}\n`);
