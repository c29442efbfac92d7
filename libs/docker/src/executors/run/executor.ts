import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { runInContainer, type RunRequest } from '@hypriotkit/component';
import { loadConfiguration } from '@hypriotkit/config';
import { resolveBase } from '../../lib/builder-source';
import { inEngine } from '../../lib/in-engine';
import { runRequest } from '../../lib/run-request';
import type { RunOptions } from './schema';

/** Runs a container of an image of the component's own with finished artifacts; its exit code is the outcome. */
export default function run(options: RunOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(
    options,
    context,
    () => normalize(options, context),
    (request, tools) => runInContainer(request, tools, options.timeoutSeconds),
  );
}

function normalize(options: RunOptions, context: ExecutorContext): RunRequest {
  const configuration = loadConfiguration(context.root);
  const builder = {
    folder: join(context.root, options.builder),
    image: options.image,
    base: resolveBase(options.base, context, configuration),
  };
  return runRequest(context, options, configuration, builder);
}
