import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { userFiles, type ComponentConfig, type Configuration, type UserFile } from '@hypriotkit/config';
import { isOutside } from './builder-folders';

/** What would be a pattern and no path to Nx. `nx affected` does not know of such files; the cache does all the same. */
const PATTERN = /[*?{}[\]()!|\\]/;

interface NamedFiles {
  /** Inputs of Nx, for those in the workspace. */
  inputs: string[];
  /** project.json itself names some that Nx does not see: what is in them is known to nobody before the build runs. */
  hasUnseen: boolean;
}

/** Files of the user's that a target may read, by the files of the configuration or by project.json. */
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

/** Whether Nx sees all of a file or folder: it leaves out what git ignores, and what its own .nxignore names. */
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
