import { ensureBuilderImage } from './builder-image';
import { checkSigned } from './check-signed';
import { KeptReports } from './kept-reports';
import { findInputs, prepareRun } from './prepare-run';
import { collectReports, removeReports, type Report } from './reports';
import type { Reports, RunRequest } from './request';
import { runBuilder } from './run-builder';
import type { Tools } from './tools';

/**
 * Runs a container that reads artifacts of components and leaves only reports. With `reports.reuse`, a run that has
 * succeeded with the same inputs is not repeated: its reports come from the store.
 *
 * @param timeoutSeconds stops the container and fails when it runs longer
 */
export async function runInContainer(
  request: RunRequest & { reports?: Reports },
  tools: Tools,
  timeoutSeconds?: number,
): Promise<void> {
  const { reports, workspace } = request;
  let left: Report[] = [];
  const run = await prepareRun(request, await findInputs(request, tools));
  if (reports) await removeReports(reports);
  await checkSigned(run.inputs, request.signed ?? [], tools.log);
  const builder = await ensureBuilderImage(request.builder, request.fresh, tools);
  const kept = reports?.reuse && !request.fresh ? new KeptReports(request, reports, run, builder, tools) : undefined;
  if (await kept?.restore()) return tools.log.done('succeeded before with the same inputs; not run again');
  await runBuilder(request, run, builder, tools, {
    salvage: async (container) => {
      if (reports) left = await collectReports(container, workspace, reports, run.inputs, tools.log);
    },
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  });
  await kept?.save(left);
  tools.log.done('succeeded');
}
