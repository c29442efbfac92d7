import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isOutside } from './builder-folders';

/**
 * Returns the file of the workspace that a path leads to, relative to the workspace: Nx sees changes of what is behind a
 * link, and none of the link. What is missing, or outside, stays as it is.
 */
export function behindLinks(file: string, workspaceRoot: string): string {
  try {
    const real = relative(realpathSync(workspaceRoot), realpathSync(join(workspaceRoot, file)));
    return isOutside(real) ? file : real.replaceAll('\\', '/');
  } catch {
    return file;
  }
}
