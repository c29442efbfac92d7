import { Interrupted } from '@hypriotkit/core';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Sends a tar archive as the body of a request. Whichever side fails first, the other is ended too: dockerode by itself
 * would leave the archive half read when the engine refuses it, and the engine waiting when the archive breaks off.
 *
 * @param what begins a sentence: "Putting files into ..."
 * @param send makes the request of a body and a signal that gives it up
 * @throws what the archive or the request failed with, as it is; the archive's failure comes first
 */
export async function upload<T>(
  what: string,
  tar: Readable,
  send: (body: Readable, abortSignal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  const abortSignal = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const body = new PassThrough();
  let broken: { error: unknown } | undefined;
  const read = pipeline(tar, body).catch((error: unknown) => {
    broken = { error };
    throw error;
  });
  try {
    const [answer] = await Promise.all([send(body, abortSignal), read]);
    return answer;
  } catch (error) {
    // Settled now: what is ended next fails for want of the other side.
    const cause = broken === undefined ? error : broken.error;
    stop.abort();
    body.destroy();
    tar.destroy();
    throw signal?.aborted ? new Interrupted(what, cause) : cause;
  }
}
