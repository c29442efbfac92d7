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

export interface PullOptions {
  /** The platform, as in `docker pull --platform`: linux/arm64. */
  platform?: string;
  signal?: AbortSignal;
  log?: Logger;
}

/** Pulls an image from its registry with the docker command's credentials. */
export async function pullImage(engine: Engine, reference: string, options: PullOptions = {}): Promise<ImageInfo> {
  const { signal, log = silentLogger } = options;
  const what = `Pulling the image ${reference}`;
  throwIfInterrupted(signal, what);
  const parsed = parseImageReference(reference);
  log.step(what);
  try {
    await follow(await request(engine, parsed, options), log);
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

async function follow(answer: Readable, log: Logger): Promise<void> {
  // The engine repeats the same message about a layer several times a second.
  const told = new Map<string, string>();
  for await (const event of engineEvents(answer)) {
    const failure = failureOf(event);
    if (failure !== undefined) throw new PullFailure(failure);
    const { id = '', status = '' } = event;
    if (status !== '' && told.get(id) !== status) log.detail(id === '' ? status : `${id}: ${status}`);
    told.set(id, status);
  }
}
