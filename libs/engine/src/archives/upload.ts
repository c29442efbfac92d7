import { Interrupted } from '@hypriotkit/core';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Sends a tar archive as the body of a request. If either side fails, the other is stopped. dockerode alone would leave
 * the archive half read when the engine refuses it, and the engine waiting when the archive fails.
 *
 * @param what the beginning of a sentence: "Putting files into ..."
 * @param send sends a request with the given body and abort signal
 * @throws the unchanged error of the archive or the request; the archive's comes first
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
    // Decide on the cause now: what is stopped next fails only because the other side did.
    const cause = broken === undefined ? error : broken.error;
    stop.abort();
    body.destroy();
    tar.destroy();
    throw signal?.aborted ? new Interrupted(what, cause) : cause;
  }
}
