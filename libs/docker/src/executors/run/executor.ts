import type { ExecutorContext } from '@nx/devkit';
import { runInContainer } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { ownImageRequest } from '../../lib/requests';
import type { RunExecutorOptions } from './schema';

/**
 * Runs a container of the component's own image on finished artifacts. The exit code of the container decides success.
 * The container's output, such as the console of a booting system, is the purpose of the run. It is shown in full by
 * default.
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
