import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isOutside } from './builder-folders';

/**
 * Resolves the symbolic links in a path of the workspace, because Nx tracks changes of the file that a link points to, but
 * not of the link. Returns the path unchanged if the file does not exist or lies outside the workspace.
 *
 * @param file Relative to the workspace, like the result.
 */
export function behindLinks(file: string, workspaceRoot: string): string {
  try {
    const real = relative(realpathSync(workspaceRoot), realpathSync(join(workspaceRoot, file)));
    return isOutside(real) ? file : real.replaceAll('\\', '/');
  } catch {
    return file;
  }
}
