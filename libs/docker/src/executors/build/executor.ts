import type { ExecutorContext } from '@nx/devkit';
import { buildComponent } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { buildRequest } from '../../lib/requests';
import type { BuildExecutorOptions } from './schema';

/** Makes one component: its artifacts in `dist/artifacts/<component>`, or its builder image alone. */
export default function build(options: BuildExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(options, context, buildRequest, (request, tools) => buildComponent(request, tools));
}
