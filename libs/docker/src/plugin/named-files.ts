import { relative } from 'node:path';
import { userFiles, type ComponentConfig, type Configuration } from '@hypriotkit/config';
import { isOutside } from './builder-folders';
import type { Readable } from './project';

/** Nx would read such a path as a pattern. `nx affected` ignores these files, but the cache still covers them. */
const PATTERN = /[*?{}[\]()!|\\]/;

/** Returns Nx inputs for the files in the workspace that the configuration or project.json names for a component. */
export function namedFiles(
  component: string,
  { options, configurations }: Readable,
  { schema, components }: Configuration,
  workspaceRoot: string,
): string[] {
  const layers = [components[component] ?? {}, options, ...Object.values(configurations)];
  const paths = layers
    .flatMap((values) => userFiles(schema, component, values as ComponentConfig, workspaceRoot))
    .map(({ source }) => relative(workspaceRoot, source).replaceAll('\\', '/'))
    .filter((path) => !isOutside(path) && !PATTERN.test(path));
  return [...new Set(paths)].flatMap((path) => [`{workspaceRoot}/${path}`, `{workspaceRoot}/${path}/**/*`]);
}
