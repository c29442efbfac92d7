import type { ExecutorContext } from '@nx/devkit';
import { reproduceComponent } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { reproduceRequest, type ReproduceOptions } from '../../lib/reproduce-request';

/** Builds a component twice, and fails if what comes out differs. */
export default function reproduce(options: ReproduceOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(options, context, reproduceRequest, (request, tools) => {
    for (const warning of request.warnings ?? []) tools.log.warn(warning);
    return reproduceComponent(request, request.reproduction, tools);
  });
}
