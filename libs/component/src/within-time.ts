import { Interrupted } from '@hypriotkit/core';
import { RunTimedOut } from './errors';
import type { Tools } from './tools';

/**
 * Does work that may take a number of seconds, if one is given. After that it is interrupted, as by Ctrl-C: its containers are
 * removed.
 *
 * @throws RunTimedOut
 */
export async function withinTime<T>(
  seconds: number | undefined,
  tools: Tools,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  if (seconds === undefined) return work(tools);
  const { signal, log } = tools;
  const limit = new AbortController();
  const timer = setTimeout(() => {
    log.step(`Stopping the build, which has taken ${seconds} s`);
    limit.abort(new Error('the time is up'));
  }, seconds * 1000);
  try {
    return await work({ ...tools, signal: AbortSignal.any([signal, limit.signal]) });
  } catch (error) {
    if (error instanceof Interrupted && limit.signal.aborted && !signal.aborted) {
      throw new RunTimedOut('The build', seconds, log.tail());
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
