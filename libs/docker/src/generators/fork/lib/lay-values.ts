import { writeJson, type Tree } from '@nx/devkit';
import { fieldsOf, hasCredentials } from '@hypriotkit/config';
import { composedSchema, DEFAULTS, USER, type Fields } from '../../lib/configuration-entry';
import { readWorkspaceJson } from '../../lib/json';

/**
 * Writes fields into a component's configuration. A fork is the workspace's own choice, so its fields become defaults.
 * Secrets go into the user's file instead: a default may be shown and is in every clone of the workspace.
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
