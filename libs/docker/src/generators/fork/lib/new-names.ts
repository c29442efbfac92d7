import type { Tree } from '@nx/devkit';
import { componentsRead, isThere, projectFile } from '../../lib/component-project';
import type { Fields } from '../../lib/configuration-entry';

/**
 * Maps listed components to the names of their forks, `<prefix>_<component>`. The map is empty without a prefix.
 * A component is forked if its result differs: it has values of its own, or it reads a forked component. The workspace
 * shares all others, so nothing is built twice.
 */
export function newNames(tree: Tree, prefix: string | undefined, listed: Record<string, Fields>): Map<string, string> {
  const names = new Map<string, string>();
  if (!prefix) return names;
  const readsFork = (name: string) => componentsRead(projectFile(tree, name)).some((read) => names.has(read));
  const differs = ([name, fields]: [string, Fields]) =>
    !isThere(tree, name) || Object.keys(fields).length > 0 || readsFork(name);
  let found: [string, Fields][];
  do {
    found = Object.entries(listed).filter((entry) => !names.has(entry[0]) && differs(entry));
    for (const [name] of found) names.set(name, `${prefix}_${name}`);
  } while (found.length);
  return names;
}
