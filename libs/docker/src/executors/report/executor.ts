import { relative } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { SubjectOptions } from '../../lib/subject';
import { withImage } from '../../lib/with-image';
import { gather } from '../../report/gather';
import { writeReport } from '../../report/write-report';

interface ReportExecutorOptions extends SubjectOptions {
  previous?: string;
}

/** Writes the report of an image, and the list of all reports of the workspace. */
export default function report(
  { previous }: ReportExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return withImage(context, async ({ folder, log }) => {
    const data = await gather(folder, context, log, previous);
    const { page, index } = await writeReport(data, context, log);
    log.step(`done: ${relative(context.root, page)}; all reports are in ${relative(context.root, index)}`);
  });
}
