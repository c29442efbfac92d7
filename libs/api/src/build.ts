import { storeSize } from '@hypriotkit/artifacts';
import { check, secretsOfLayer, type ComponentConfig } from '@hypriotkit/config';
import { Masker, withoutCredentials } from '@hypriotkit/core';
import { ImageNotFound, inspectImage, sweepLeftovers, type LineSink } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { filesIn } from './input/files';
import { configsIn } from './input/target';
import { checkMapped, checkReach, volumeOf } from './input/volume';
import { imageOf, verbosityOf, type BuildOptions } from './options';
import { readSchema } from './orchestrator/read-schema';
import { runOrchestrator } from './orchestrator/run-orchestrator';

/**
 * Builds the artifacts of HypriotOS into the volume, in containers that the orchestrator image starts. The engine must
 * have the image already: see ensureImage.
 *
 * All input is checked before anything is built. An interruption ends the build and its builders within seconds.
 *
 * @throws InputInvalid (ImageNameInvalid, VolumeInvalid, TargetInvalid, VerbosityUnknown, ImageUnsuitable,
 *   BuildRefused, ConfigurationInvalid, FileUnusable, StoreSizeInvalid), EngineUnreachable, ImageNotFound,
 *   OrchestratorFailed, Interrupted
 */
export async function build(options: BuildOptions = {}): Promise<void> {
  const image = imageOf(options);
  const volume = volumeOf(options);
  const verbosity = verbosityOf(options);
  const configs = configsIn(options.target);
  checkMapped(volume);
  storeSize(process.env);

  const engine = await connectTo(options);
  checkReach(volume, engine);
  options.log?.step(`Engine: ${withoutCredentials(engine.address)} (${engine.foundBy})`);
  await sweepLeftovers(engine);
  // The whole build uses one image, even if another one gets its name meanwhile.
  const imageId = (await inspectImage(engine, image))?.id;
  if (imageId === undefined) throw new ImageNotFound(image, 'engine');
  const schema = await readSchema(engine, { image, imageId }, options.signal);
  const masker = new Masker();
  if (configs) {
    const { $schema, ...components } = check(configs.file, configs.value, schema, configs);
    masker.hide(secretsOfLayer(schema, components as Record<string, ComponentConfig>));
  }
  const files = configs ? filesIn(configs, schema) : [];

  const onLine = options.onLine ?? (verbosity === 'quiet' ? () => undefined : print);
  await runOrchestrator(engine, {
    ...options,
    image,
    imageId,
    volume,
    verbosity,
    onLine,
    masker,
    configs: configs?.file,
    files,
  });
}

const print: LineSink = (stream, line) => void process[stream].write(`${line}\n`);
