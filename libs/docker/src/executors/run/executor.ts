import type { ExecutorContext } from '@nx/devkit';
import { runInContainer } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { ownImageRequest } from '../../lib/requests';
import type { RunExecutorOptions } from './schema';

/**
 * Runs a container of an image of the component's own with finished artifacts; its exit code is the outcome. What it says,
 * such as the console of a booting system, is what one runs it for: all of it is shown unless less is asked for.
 */
export default function run(options: RunExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(
    options,
    context,
    ownImageRequest,
    (request, tools) => runInContainer(request, tools, options.timeoutSeconds),
    'debug',
  );
}
