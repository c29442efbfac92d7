import { SIZE_VARIABLE } from '@hypriotkit/artifacts';
import type { Verbosity } from '@hypriotkit/component';
import { Interrupted, type Masker } from '@hypriotkit/core';
import {
  engineInfo,
  engineSite,
  putFiles,
  withContainer,
  type ContainerResult,
  type ContainerSpec,
  type Engine,
  type LineSink,
} from '@hypriotkit/engine';
import { BuildFailed } from '../errors/build-failed';
import { BuildRefused } from '../errors/input-invalid';
import type { ContainerFile } from '../input/files';
import { CONFIGS } from '../input/target';
import type { Volume } from '../input/volume';
import type { CommonOptions } from '../options';
import { ARTIFACTS, EXIT, OWNER_VARIABLE, SOCKET, STOP_SECONDS, USER_FOLDER, VERBOSITY_VARIABLE } from './contract';
import { builderLabels } from './labels';
import { LastLines } from './last-lines';
import { putBeside } from './put-beside';

export interface Order extends CommonOptions {
  image: string;
  imageId: string;
  volume: Volume;
  verbosity: Verbosity;
  /** The user's configuration, a file of this machine. */
  configs?: string;
  /** The files that it names. */
  files: ContainerFile[];
  onLine: LineSink;
  /** Takes the secrets of the configuration out of what is said, whatever image says it. */
  masker: Masker;
}

/** Runs the orchestrator to its end, with the engine's socket, the volume, the user's configuration and its files in it. */
export async function runOrchestrator(engine: Engine, order: Order): Promise<void> {
  const lines = new LastLines();
  const onLine: LineSink = (stream, line) => {
    lines.take(line);
    return order.onLine(stream, line);
  };
  const result = await withContainer(
    engine,
    { ...(await specOf(engine, order)), onLine, masker: order.masker },
    async (container) => {
      if (order.configs) await putFiles(container, USER_FOLDER, [{ name: CONFIGS, source: order.configs }]);
      await putBeside(container, order.files);
      await container.start();
      return container.wait();
    },
  );
  judge(result, order, lines.kept);
}

async function specOf(
  engine: Engine,
  { image, imageId, volume, verbosity, signal, log }: Order,
): Promise<ContainerSpec> {
  const owner = volume.folder === undefined ? {} : await ownerOf(engine);
  return {
    image,
    imageId,
    env: { [VERBOSITY_VARIABLE]: verbosity, ...owner, ...storeSizeGiven() },
    labels: builderLabels(),
    volumes: volume.name === undefined ? {} : { [volume.name]: ARTIFACTS },
    hostPaths: { [engineSite(engine).socket]: SOCKET, ...(volume.folder ? { [volume.folder]: ARTIFACTS } : {}) },
    stopSeconds: STOP_SECONDS,
    ...(signal === undefined ? {} : { signal }),
    ...(log === undefined ? {} : { log }),
  };
}

/** How large the store may be, if the caller's environment says so. */
function storeSizeGiven(): Record<string, string> {
  const size = process.env[SIZE_VARIABLE];
  return size ? { [SIZE_VARIABLE]: size } : {};
}

/** Who a mapped folder's files are to belong to. The root of a rootless engine's containers is its user already. */
async function ownerOf(engine: Engine): Promise<Record<string, string>> {
  const { getuid, getgid } = process;
  if (!getuid || !getgid) return {};
  const { rootless } = await engineInfo(engine);
  return { [OWNER_VARIABLE]: rootless ? '0:0' : `${getuid()}:${getgid()}` };
}

function judge({ exitCode, outOfMemory }: ContainerResult, { image, verbosity }: Order, lastLines: string[]): void {
  switch (exitCode) {
    case EXIT.ok:
      return;
    case EXIT.badInput:
      throw new BuildRefused(image, lastLines);
    case EXIT.interrupted:
    case EXIT.terminated:
      throw new Interrupted(`The build by ${image}`);
    default:
      throw new BuildFailed({ image, exitCode, outOfMemory, lastLines, shown: verbosity !== 'quiet' });
  }
}
