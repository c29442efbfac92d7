import type { Logger } from '@hypriotkit/core';
import { HypriotkitError, Interrupted, silentLogger, throwIfInterrupted } from '@hypriotkit/core';
import type { Readable } from 'node:stream';
import type { Engine } from '../connection/engine';
import { dockerOf, worldOfEngine } from '../connection/engine';
import { fromEngine, reasonOf, statusOf } from '../from-engine';
import { ImagePullFailed } from '../errors';
import { credentialsFor } from '../registry/credentials';
import type { ImageReference } from '../registry/image-reference';
import { parseImageReference } from '../registry/image-reference';
import { engineEvents, failureOf } from './engine-events';
import type { ImageInfo } from './inspect-image';
import { inspectImage } from './inspect-image';
import { pullError } from './pull-error';

/** The engine tells of a pull several times a second. */
const PATIENCE_MILLISECONDS = 300_000;

export interface PullOptions {
  /** The platform, as in `docker pull --platform`: linux/arm64. */
  platform?: string;
  signal?: AbortSignal;
  log?: Logger;
  /** How long the engine may say nothing. */
  patienceMilliseconds?: number;
}

/** Pulls an image from its registry with the docker command's credentials. */
export async function pullImage(engine: Engine, reference: string, options: PullOptions = {}): Promise<ImageInfo> {
  const { signal, log = silentLogger, patienceMilliseconds = PATIENCE_MILLISECONDS } = options;
  const what = `Pulling the image ${reference}`;
  throwIfInterrupted(signal, what);
  const parsed = parseImageReference(reference);
  log.step(what);
  try {
    await follow(await request(engine, parsed, options), log, patienceMilliseconds);
  } catch (error) {
    if (signal?.aborted) throw new Interrupted(what, error);
    if (error instanceof HypriotkitError) throw error;
    if (statusOf(error) === undefined && !(error instanceof PullFailure)) throw fromEngine(what, error);
    throw pullError(reference, parsed.registry, reasonOf(error), error);
  }
  const image = await inspectImage(engine, reference);
  if (image === undefined)
    throw new ImagePullFailed(reference, 'the engine reported success, but does not have the image');
  return image;
}

/** The engine reported a failure in the course of its answer. */
class PullFailure extends Error {}

async function request(engine: Engine, parsed: ImageReference, { platform, signal }: PullOptions): Promise<Readable> {
  const credentials = await credentialsFor(parsed.registry, worldOfEngine(engine));
  const answer = await dockerOf(engine).createImage(credentials, {
    fromImage: parsed.name,
    tag: parsed.version,
    ...(platform === undefined ? {} : { platform }),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  });
  return answer as Readable;
}

async function follow(answer: Readable, log: Logger, patience: number): Promise<void> {
  const silent = () => answer.destroy(new Error(`the engine has said nothing for ${patience / 1000} s`));
  const silence = setTimeout(silent, patience);
  // The engine repeats the same message about a layer several times a second.
  const told = new Map<string, string>();
  try {
    for await (const event of engineEvents(answer)) {
      silence.refresh();
      const failure = failureOf(event);
      if (failure !== undefined) throw new PullFailure(failure);
      const { id = '', status = '' } = event;
      if (status !== '' && told.get(id) !== status) log.detail(id === '' ? status : `${id}: ${status}`);
      told.set(id, status);
    }
  } finally {
    clearTimeout(silence);
  }
}
