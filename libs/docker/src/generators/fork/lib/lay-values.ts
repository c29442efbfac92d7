import { writeJson, type Tree } from '@nx/devkit';
import { DEFAULTS, USER, type Fields } from '../../lib/configuration-entry';
import { readWorkspaceJson } from '../../lib/json';
import { parted } from '../../lib/parted';

/**
 * Writes fields into a component's configuration. A fork is the workspace's own choice, so its fields become defaults.
 * Secrets go into the user's file instead: a default may be shown and is in every clone of the workspace.
 */
export function layValues(tree: Tree, component: string, fields: Fields): void {
  const { open, secret } = parted(tree, component, fields);
  lay(tree, DEFAULTS, component, open);
  lay(tree, USER, component, secret);
}

function lay(tree: Tree, file: string, component: string, fields: Fields): void {
  if (!Object.keys(fields).length) return;
  const before = readWorkspaceJson(tree, file);
  writeJson(tree, file, { ...before, [component]: { ...(before[component] as Fields | undefined), ...fields } });
}
