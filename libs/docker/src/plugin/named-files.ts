import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { userFiles, type ComponentConfig, type Configuration, type UserFile } from '@hypriotkit/config';
import { isOutside } from './builder-folders';

/** Nx would read such a path as a pattern. `nx affected` ignores these files, but the cache still covers them. */
const PATTERN = /[*?{}[\]()!|\\]/;

interface NamedFiles {
  /** Nx inputs for the files in the workspace. */
  inputs: string[];
  /** Whether project.json names files that Nx does not see. Their content is unknown before the build runs. */
  hasUnseen: boolean;
}

/** Files that a target may read, as the configuration files or project.json name them. */
export function namedFiles(
  component: string,
  { options, configurations = {} }: TargetConfiguration,
  { schema, components }: Configuration,
  workspaceRoot: string,
): NamedFiles {
  const named = (values: unknown) => userFiles(schema, component, (values ?? {}) as ComponentConfig, workspaceRoot);
  const inProject = [options as object, ...Object.values<object>(configurations)].flatMap(named);
  const paths = [...named(components[component]), ...inProject]
    .map(({ source }) => relative(workspaceRoot, source).replaceAll('\\', '/'))
    .filter((path) => !isOutside(path) && !PATTERN.test(path));
  return {
    inputs: [...new Set(paths)].flatMap((path) => [`{workspaceRoot}/${path}`, `{workspaceRoot}/${path}/**/*`]),
    hasUnseen: !inProject.every((file) => isFileSeen(file, workspaceRoot)),
  };
}

/** Whether Nx sees all of a file or folder. It skips what git or .nxignore ignores. */
function isFileSeen({ source }: UserFile, workspaceRoot: string): boolean {
  if (isOutside(relative(workspaceRoot, source))) return false;
  const ignore = [
    '--exclude-standard',
    ...(existsSync(join(workspaceRoot, '.nxignore')) ? ['--exclude-from=.nxignore'] : []),
  ];
  const list = ['ls-files', '--cached', '--others', '--ignored', ...ignore, '--', source];
  try {
    return execFileSync('git', list, { cwd: workspaceRoot, stdio: 'pipe' }).length === 0;
  } catch {
    return false;
  }
}
