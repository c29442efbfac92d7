import { Interrupted } from '@hypriotkit/core';
import type Docker from 'dockerode';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Enough to remove containers, which takes seconds, and to stop an orchestrator, which takes ten more. */
const CLEANING_MILLISECONDS = 30_000;

/**
 * Makes every request that is not a stream settle. docker-modem waits forever in two cases:
 *
 * - The connection breaks between the headers and the end of a response, for instance because the engine restarts. If nothing
 *   else keeps the program alive, it exits silently with code 0.
 * - The engine hangs. Without an interruption that may be right, because a request can take long. After one, requests get a
 *   limited time, in which the program removes what it started.
 *
 * @param interrupted Fires when the user interrupts the work.
 * @param cleaning Milliseconds that requests may take after that.
 */
export function requireAnswers(docker: Docker, interrupted?: AbortSignal, cleaning = CLEANING_MILLISECONDS): Docker {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  // Each pending request adds a listener.
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

/** Returns a signal that fires a number of milliseconds after another signal, or after this call if that one has fired. */
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

/** Parses JSON. Returns any other text unchanged. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
