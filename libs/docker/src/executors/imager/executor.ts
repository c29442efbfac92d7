import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { describeForImager } from '@hypriotkit/card';
import type { SubjectOptions } from '../../lib/subject';
import { withImage } from '../../lib/with-image';

interface ImagerExecutorOptions extends SubjectOptions {
  url?: string;
}

/**
 * Writes a file that Raspberry Pi Imager opens, to offer its settings. It is not beside the image: Nx would find the
 * build's folder changed, and restore it.
 */
export default function imager(
  { url, board }: ImagerExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return withImage(context, async ({ folder, log }) => {
    const path = join(context.root, 'dist', 'imager', context.projectName!);
    log.step(`done: ${await describeForImager(folder, { url, board, path })}`);
  });
}
