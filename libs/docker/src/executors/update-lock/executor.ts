import type { ExecutorContext } from '@nx/devkit';
import { buildAnew } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { lockTo } from '../../lib/lock-to';
import { buildRequest } from '../../lib/requests';
import { subjectOf } from '../../lib/subject';
import type { BuildExecutorOptions } from '../build/schema';

/** Builds a component from what there is now, writes that into hypriotkit.lock.json, and says what has changed. */
export default function updateLock(
  options: Partial<BuildExecutorOptions>,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const subject = subjectOf(context.projectName!, context.targetName!, context.projectsConfigurations.projects);
  return inEngine(options, context, buildRequest, async (request, tools) => {
    for (const warning of request.warnings ?? []) tools.log.warn(warning);
    tools.log.step('Building from what there is now, without any cache');
    const fetched = await buildAnew(request, tools);
    await lockTo(fetched, subject, context.root, tools);
  });
}
