import type { Logger, Masker } from '@hypriotkit/core';
import { Interrupted } from '@hypriotkit/core';
import type { RegistryConfig } from 'dockerode';
import type { Readable } from 'node:stream';
import { upload } from '../archives/upload';
import type { Engine } from '../connection/engine';
import { dockerOf, worldOfEngine } from '../connection/engine';
import { proxiesFor } from '../connection/proxies';
import { fromEngine, reasonOf, statusOf } from '../from-engine';
import { ImageBuildFailed, NoSpaceOnEngine, saysNoSpace } from '../errors';
import { allCredentials } from '../registry/credentials';
import { BuildProgress } from './build-progress';
import { engineEvents } from './engine-events';

interface ImageBuildRequest {
  /** Packs the folder as a tar archive. */
  context: () => Readable;
  tag: string;
  dockerfile: string;
  buildArgs: Record<string, string>;
  labels: Record<string, string>;
  noCache: boolean;
  signal: AbortSignal | undefined;
  log: Logger;
  /** Masks secrets in the output of the build. */
  masker?: Masker;
}

/** Builds an image with the engine's classic builder. Resolves to its id. */
export async function buildImage(engine: Engine, request: ImageBuildRequest): Promise<string> {
  const { tag, signal, log, masker } = request;
  const what = `Building the image ${tag}`;
  const progress = new BuildProgress((line) => log.detail(line), masker);
  try {
    for await (const event of engineEvents(await send(engine, request))) progress.take(event);
    progress.end();
  } catch (error) {
    if (signal?.aborted) throw new Interrupted(what, error);
    // An answer with a status means that the engine did not start the build, for example because it cannot read the
    // Dockerfile.
    if (statusOf(error) === undefined) throw fromEngine(what, error);
    progress.failure = reasonOf(error);
  }
  const { id, failure, step, lastLines } = progress;
  if (failure === undefined && id !== undefined) return id;
  const reason = failure ?? 'the engine ended the build without a result';
  if ([reason, ...lastLines].some(saysNoSpace)) throw new NoSpaceOnEngine(what);
  throw new ImageBuildFailed({ tag, step, reason, lastLines });
}

async function send(engine: Engine, request: ImageBuildRequest): Promise<Readable> {
  const { context, tag, dockerfile, buildArgs, labels, noCache, signal, masker } = request;
  const { variables, secrets } = await proxiesFor(engine);
  masker?.hide(secrets);
  const registryconfig = (await allCredentials(worldOfEngine(engine))) as RegistryConfig;
  const options = {
    t: tag,
    dockerfile,
    buildargs: { ...variables, ...buildArgs },
    labels: { ...labels },
    nocache: noCache,
    // Remove the containers of all steps, even of a failed one.
    rm: true,
    forcerm: true,
    registryconfig,
  };
  const build = async (body: Readable, abortSignal: AbortSignal) =>
    (await dockerOf(engine).buildImage(body, { ...options, abortSignal })) as unknown as Readable;
  return upload(`Building the image ${tag}`, context(), build, signal);
}
