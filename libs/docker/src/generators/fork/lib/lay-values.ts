import { writeJson, type Tree } from '@nx/devkit';
import { fieldsOf, hasCredentials } from '@hypriotkit/config';
import { composedSchema, DEFAULTS, USER, type Fields } from '../../lib/configuration-entry';
import { readWorkspaceJson } from '../../lib/json';

/**
 * Lays fields over a component's configuration. A fork is the workspace's own choice, so they go into the defaults;
 * secrets go into the user's file, because a default may be shown and is in every clone of the workspace.
 */
export function layValues(tree: Tree, component: string, fields: Fields): void {
  const secrets = secretFields(tree, component);
  const part = (secret: boolean) =>
    Object.fromEntries(
      Object.entries(fields).filter(([field, value]) => (secrets.includes(field) || hasCredentials(value)) === secret),
    );
  lay(tree, DEFAULTS, component, part(false));
  lay(tree, USER, component, part(true));
}

function secretFields(tree: Tree, component: string): string[] {
  return fieldsOf(composedSchema(tree))
    .filter((field) => field.component === component && field.secret)
    .map(({ field }) => field);
}

function lay(tree: Tree, file: string, component: string, fields: Fields): void {
  if (!Object.keys(fields).length) return;
  const before = readWorkspaceJson(tree, file);
  writeJson(tree, file, { ...before, [component]: { ...(before[component] as Fields | undefined), ...fields } });
}
