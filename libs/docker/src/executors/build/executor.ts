import type { ExecutorContext } from '@nx/devkit';
import { buildComponent } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { buildRequest } from '../../lib/requests';
import { shareOnlyWhatIsFound } from '../../lib/shared-cache';
import { subjectName, subjectOf } from '../../lib/subject';
import { recordMade } from '../../runs/made';
import type { BuildExecutorOptions } from './schema';

/** Builds one component: its artifacts in `dist/artifacts/<component>`, or only its builder image. */
export default async function build(
  options: BuildExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const started = Date.now();
  const { projectName: project, targetName: target, root, projectsConfigurations } = context;
  const subject = subjectOf(project!, target!, projectsConfigurations.projects);
  await shareOnlyWhatIsFound(subjectName(subject));
  return inEngine(options, context, buildRequest, async (request, tools) => {
    for (const warning of request.warnings ?? []) tools.log.warn(warning);
    const source = await buildComponent(request, tools);
    await recordMade(subject, target!, root, { source, started, ended: Date.now() });
  });
}
