import type { ExecutorContext } from '@nx/devkit';
import { buildComponent } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { buildRequest } from '../../lib/requests';
import type { BuildExecutorOptions } from './schema';

/** Builds one component: its artifacts in `dist/artifacts/<component>`, or only its builder image. */
export default function build(options: BuildExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(options, context, buildRequest, (request, tools) => {
    for (const warning of request.warnings ?? []) tools.log.warn(warning);
    return buildComponent(request, tools);
  });
}
