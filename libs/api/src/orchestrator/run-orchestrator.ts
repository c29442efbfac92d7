import { posix } from 'node:path';
import { LOCK_FILE } from '@hypriotkit/config';
import {
  BOARDS_VARIABLE,
  ENGINES_VARIABLE,
  EXIT,
  exitCodeOfSignal,
  FRESH_VARIABLE,
  IN_IMAGE,
  OWNER_VARIABLE,
  SIZE_VARIABLE,
  STOP_SECONDS,
  VERBOSITY_VARIABLE,
  WRITE_LOCK_VARIABLE,
  type Verbosity,
} from '@hypriotkit/contract';
import { Interrupted, type Masker } from '@hypriotkit/core';
import {
  engineInfo,
  engineSite,
  putFiles,
  withContainer,
  type Container,
  type ContainerResult,
  type ContainerSpec,
  type Engine,
  type LineSink,
} from '@hypriotkit/engine';
import { BuildRefused, OrchestratorFailed } from '../errors';
import type { ContainerFile } from '../input/files';
import { fileToHand, type CheckedFile } from '../input/layers';
import { lockToHand, type CheckedLock } from '../input/lock';
import type { Volume } from '../input/volume';
import type { CommonOptions, FreshOptions, WriteLockOptions } from '../options';
import { builderLabels } from './labels';
import { putBeside } from './put-beside';

/**
 * How many last lines are kept. With verbosity quiet, they are the only output, and several components may fail at
 * once.
 */
const LINES_KEPT = 100;

interface OrchestratorRun extends CommonOptions, WriteLockOptions, FreshOptions {
  image: string;
  imageId: string;
  volume: Volume;
  verbosity: Verbosity;
  /** The files of the user's configuration. */
  configs: CheckedFile[];
  /** The user's lock, if the build is locked. */
  lock: CheckedLock | undefined;
  /** The boards to build; none: components are built. */
  boards: string[];
  /** The files that the configuration names. */
  files: ContainerFile[];
  /** Engines for platforms, as text. */
  engines: string | undefined;
  onLine: LineSink;
  /** Hides the secrets of the configuration in the output of any image. */
  masker: Masker;
}

/**
 * Runs the orchestrator to its end. The container gets the engine's socket, the volume, the user's configuration, lock
 * and files.
 */
export async function runOrchestrator(engine: Engine, run: OrchestratorRun): Promise<void> {
  const lines = new LastLines();
  const callers = new Callers(run.onLine);
  const onLine: LineSink = (stream, line) => {
    lines.take(line);
    return callers.take(stream, line);
  };
  const running = withContainer(
    engine,
    { ...(await specOf(engine, run)), onLine, masker: run.masker },
    async (container) => {
      await putConfigs(container, run.configs);
      await putFiles(container, IN_IMAGE.user, lockToHand(run.lock, LOCK_FILE));
      await putBeside(container, run.files);
      await container.start();
      return container.wait();
    },
  );
  const result = await running.catch((error: unknown) => {
    throw callers.failure ?? error;
  });
  judge(result, run, lines.kept);
}

/** The caller's function for lines. Its errors are the caller's, and not the engine's. */
class Callers {
  failure: unknown;

  constructor(private readonly onLine: LineSink) {}

  async take(...line: Parameters<LineSink>): Promise<void> {
    try {
      await this.onLine(...line);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}

async function putConfigs(container: Container, configs: CheckedFile[]): Promise<void> {
  for (const config of configs) {
    const { dir, base } = posix.parse(posix.join(IN_IMAGE.user, config.name));
    await putFiles(container, dir, [fileToHand(config, base)]);
  }
}

async function specOf(
  engine: Engine,
  { image, imageId, volume, verbosity, boards, writeLock, fresh, engines, signal, log }: OrchestratorRun,
): Promise<ContainerSpec> {
  const owner = volume.folder === undefined ? {} : await ownerOf(engine);
  const enginesGiven: Record<string, string> = engines === undefined ? {} : { [ENGINES_VARIABLE]: engines };
  return {
    image,
    imageId,
    env: {
      [VERBOSITY_VARIABLE]: verbosity,
      ...owner,
      ...storeSizeGiven(),
      ...boardsGiven(boards),
      ...(writeLock ? { [WRITE_LOCK_VARIABLE]: 'true' } : {}),
      ...(fresh ? { [FRESH_VARIABLE]: 'true' } : {}),
      ...enginesGiven,
    },
    labels: builderLabels(),
    volumes: volume.name === undefined ? {} : { [volume.name]: IN_IMAGE.artifacts },
    hostPaths: {
      [engineSite(engine).socket]: IN_IMAGE.socket,
      ...(volume.folder ? { [volume.folder]: IN_IMAGE.artifacts } : {}),
    },
    stopSeconds: STOP_SECONDS,
    ...(signal === undefined ? {} : { signal }),
    ...(log === undefined ? {} : { log }),
  };
}

/** Passes on the size of the store if the caller's environment sets it. */
function storeSizeGiven(): Record<string, string> {
  const size = process.env[SIZE_VARIABLE];
  return size ? { [SIZE_VARIABLE]: size } : {};
}

const boardsGiven = (boards: string[]): Record<string, string> =>
  boards.length > 0 ? { [BOARDS_VARIABLE]: boards.join(',') } : {};

/** The owner of files in a mapped folder. With a rootless engine, root in a container already is the user. */
async function ownerOf(engine: Engine): Promise<Record<string, string>> {
  const { getuid, getgid } = process;
  if (!getuid || !getgid) return {};
  const { rootless } = await engineInfo(engine);
  return { [OWNER_VARIABLE]: rootless ? '0:0' : `${getuid()}:${getgid()}` };
}

function judge(
  { exitCode, outOfMemory }: ContainerResult,
  { image, verbosity }: OrchestratorRun,
  lastLines: string[],
): void {
  switch (exitCode) {
    case EXIT.ok:
      return;
    case EXIT.badInput:
      throw new BuildRefused(image, lastLines);
    case EXIT.interrupted:
    case exitCodeOfSignal('SIGTERM'):
      throw new Interrupted(`The build by ${image}`);
    default:
      throw new OrchestratorFailed({ image, exitCode, outOfMemory, lastLines, shown: verbosity !== 'quiet' });
  }
}

/** Keeps the last lines of an output for an error message. */
class LastLines {
  readonly kept: string[] = [];

  take(line: string): void {
    this.kept.push(line);
    if (this.kept.length > LINES_KEPT) this.kept.shift();
  }
}
