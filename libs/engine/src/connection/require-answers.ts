import { Interrupted } from '@hypriotkit/core';
import type Docker from 'dockerode';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Removing what was begun takes seconds, and stopping an orchestrator ten more. */
const CLEANING_MILLISECONDS = 30_000;

/**
 * Makes every plain request of a client settle. On its own, docker-modem waits for ever
 *
 * - if the connection breaks between the header and the end of an answer, as when an engine restarts. A program with nothing
 *   else to wait for then ends without a word, as if all were well.
 * - if the engine hangs, even after the interruption of the work. What has to be cleaned up gets some time.
 */
export function requireAnswers(docker: Docker, interrupted?: AbortSignal, cleaning = CLEANING_MILLISECONDS): Docker {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  // As many as there are requests at a time.
  if (interrupted) setMaxListeners(0, interrupted);
  modem.dial = (options, callback = () => undefined) => {
    if (options.isStream || options.hijack || options.openStdin) return dial(options, callback);
    const limit = limitAfter(interrupted, cleaning);
    const signal = AbortSignal.any([limit.signal, ...(options.abortSignal ? [options.abortSignal] : [])]);
    const fail = (error: Error) => {
      limit.release();
      callback(limit.signal.aborted ? new Interrupted('A request to the engine', error) : error, null);
    };
    dial({ ...options, isStream: true, abortSignal: signal }, (error, response) => {
      if (error) return fail(error);
      text(addAbortSignal(signal, response as IncomingMessage)).then((body) => {
        limit.release();
        callback(null, parsed(body) as object);
      }, fail);
    });
  };
  return docker;
}

/** A signal that fires so many milliseconds after another one, or after now if that has fired. */
function limitAfter(signal: AbortSignal | undefined, milliseconds: number): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => (timer = setTimeout(() => controller.abort(), milliseconds));
  if (signal?.aborted) begin();
  else signal?.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', begin);
    },
  };
}

/** JSON, if it is that. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
