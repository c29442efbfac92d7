import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJsonFile, type ProjectConfiguration } from '@nx/devkit';

/**
 * A project as its project.json has it. Invalid JSON counts as empty: Nx reads these files too and reports the error. So does
 * a pipe, which would be waited for.
 */
export function readProject(file: string, workspaceRoot: string): ProjectConfiguration {
  const root = dirname(file);
  const path = join(workspaceRoot, file);
  try {
    return statSync(path).isFile() ? { ...readJsonFile<Partial<ProjectConfiguration>>(path), root } : { root };
  } catch {
    return { root };
  }
}
