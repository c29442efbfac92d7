import { Interrupted } from '@hypriotkit/core';
import type Docker from 'dockerode';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';

interface Patience {
  /** Milliseconds that a request may take, if it may not take as long as it likes. */
  of: (request: { method?: string; path: string }) => number | undefined;
  /** Milliseconds that requests may take after an interruption. */
  cleaning: number;
}

export const PATIENCE: Patience = {
  of({ method, path }) {
    // It waits for a container to end, or sends files.
    if (/\/wait\b|^\/build\b/.test(path) || method === 'PUT') return undefined;
    // Sizes of volumes are counted file by file.
    return method === 'GET' && !path.startsWith('/system/df') ? 120_000 : 1_200_000;
  },
  // Enough to remove containers, which takes seconds, and to stop an orchestrator, which takes ten more.
  cleaning: 30_000,
};

/**
 * Makes every request settle. Of one that streams, only the beginning of the answer is waited for. docker-modem waits
 * forever in two cases:
 *
 * - The connection breaks between the headers and the end of a response, for instance because the engine restarts. If nothing
 *   else keeps the program alive, it exits silently with code 0.
 * - The engine hangs, although it may answer pings. Questions are answered in moments, other requests can take minutes on a
 *   busy machine. After an interruption, all get a short time, in which the program removes what it started.
 *
 * @param interrupted Fires when the user interrupts the work.
 */
export function requireAnswers(docker: Docker, interrupted?: AbortSignal, patience = PATIENCE): Docker {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  // Each pending request adds a listener.
  if (interrupted) setMaxListeners(0, interrupted);
  modem.dial = (options, callback = () => undefined) => {
    if (options.hijack || options.openStdin) return dial(options, callback);
    if (options.isStream) return dialStream(options, callback);
    const limit = limitAfter(interrupted, patience.cleaning);
    const silence = limitFromNow(patience.of(options));
    const signals = [limit.signal, silence.signal, ...(options.abortSignal ? [options.abortSignal] : [])];
    const signal = AbortSignal.any(signals);
    const release = () => {
      limit.release();
      silence.release();
    };
    const fail = (error: Error) => {
      release();
      if (limit.signal.aborted) return callback(new Interrupted('A request to the engine', error), null);
      callback(silence.signal.aborted ? (silence.signal.reason as Error) : error, null);
    };
    dial({ ...options, isStream: true, abortSignal: signal }, (error, response) => {
      if (error) return fail(error);
      text(addAbortSignal(signal, response as IncomingMessage)).then((body) => {
        release();
        callback(null, parsed(body) as object);
      }, fail);
    });
  };
  return docker;

  function dialStream(...[options, callback = () => undefined]: Parameters<typeof dial>): void {
    const silence = limitFromNow(patience.of(options));
    const signal = AbortSignal.any([silence.signal, ...(options.abortSignal ? [options.abortSignal] : [])]);
    dial({ ...options, abortSignal: signal }, (error, response) => {
      silence.release();
      callback(error && silence.signal.aborted ? (silence.signal.reason as Error) : error, response);
    });
  }
}

interface Limit {
  signal: AbortSignal;
  release(): void;
}

/** Returns a signal that fires after a number of milliseconds, or never. */
function limitFromNow(milliseconds: number | undefined): Limit {
  const controller = new AbortController();
  const silent = () => controller.abort(new Error(`the engine has not answered within ${milliseconds! / 1000} s`));
  const timer = milliseconds === undefined ? undefined : setTimeout(silent, milliseconds);
  return { signal: controller.signal, release: () => clearTimeout(timer) };
}

/** Returns a signal that fires a number of milliseconds after another signal, or after this call if that one has fired. */
function limitAfter(signal: AbortSignal | undefined, milliseconds: number): Limit {
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
