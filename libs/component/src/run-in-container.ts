import { ensureBuilderImage } from './builder-image';
import { RunTimedOut } from './errors';
import { findInputs, prepareRun } from './prepare-run';
import type { RunRequest } from './request';
import { runBuilder } from './run-builder';
import type { Tools } from './tools';

/**
 * Runs a container with artifacts of components, for its outcome alone.
 *
 * @param timeoutSeconds ends the container and fails when it runs longer
 */
export async function runInContainer(request: RunRequest, tools: Tools, timeoutSeconds?: number): Promise<void> {
  const run = prepareRun(request, await findInputs(request));
  const { image } = await ensureBuilderImage(request.builder, request.fresh, tools);
  const limit = timeoutSeconds === undefined ? undefined : AbortSignal.timeout(timeoutSeconds * 1000);
  const signal = limit ? AbortSignal.any([tools.signal, limit]) : tools.signal;
  try {
    await runBuilder(request, run, image, { ...tools, signal });
  } catch (error) {
    if (limit?.aborted && !tools.signal.aborted) throw new RunTimedOut(timeoutSeconds!, tools.log.tail());
    throw error;
  }
  tools.log.done('succeeded');
}
