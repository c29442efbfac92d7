import type Docker from 'dockerode';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromEngine } from '../errors/from-engine';

/**
 * Uploads a tar archive. Whichever side fails first, the other is ended too: dockerode by itself would leave the archive
 * half read when the engine refuses it, and the engine waiting when the archive breaks off.
 */
export async function sendArchive(
  container: Docker.Container,
  directory: string,
  tar: Readable,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const abortSignal = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const body = new PassThrough();
  let broken: { error: unknown } | undefined;
  const read = pipeline(tar, body).catch((error: unknown) => {
    broken = { error };
    throw error;
  });
  try {
    await Promise.all([container.putArchive(body, { path: directory, abortSignal }), read]);
  } catch (error) {
    // An archive that could not be read is the business of whoever made it; all else came from the engine.
    const cause: unknown =
      broken === undefined ? fromEngine(`Putting files into ${directory}`, error, signal) : broken.error;
    stop.abort();
    body.destroy();
    tar.destroy();
    throw signal?.aborted ? fromEngine(`Putting files into ${directory}`, error, signal) : cause;
  }
}
