import { ensureBuilderImage } from './builder-image';
import { findInputs, prepareRun } from './prepare-run';
import { collectReports, removeReports } from './reports';
import type { Reports, RunRequest } from './request';
import { runBuilder } from './run-builder';
import type { Tools } from './tools';

/**
 * Runs a container that reads artifacts of components and leaves only reports.
 *
 * @param timeoutSeconds stops the container and fails when it runs longer
 */
export async function runInContainer(
  request: RunRequest & { reports?: Reports },
  tools: Tools,
  timeoutSeconds?: number,
): Promise<void> {
  const { reports, workspace } = request;
  const run = await prepareRun(request, await findInputs(request, tools));
  if (reports) await removeReports(reports);
  const builder = await ensureBuilderImage(request.builder, request.fresh, tools);
  await runBuilder(request, run, builder, tools, {
    salvage: async (container) => reports && collectReports(container, workspace, reports, tools.log),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  });
  tools.log.done('succeeded');
}
