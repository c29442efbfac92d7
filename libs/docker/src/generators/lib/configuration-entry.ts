import { writeJson, type Tree } from '@nx/devkit';
import type { FieldValue } from '@hypriotkit/config';
import { readWorkspaceJson, type Json } from './json';
import type { NewComponent } from './new-component';

export const DEFAULTS = 'image/configs.json';
/** The user's. */
export const USER = 'configs.json';
export const SCHEMA = 'image/configs.schema.json';

export type Fields = Record<string, FieldValue>;

/** The entries of image/configs.json by component. */
export function defaultsOf(tree: Tree): Record<string, Fields> {
  const { $schema, ...components } = tree.exists(DEFAULTS) ? readWorkspaceJson(tree, DEFAULTS) : {};
  return components as Record<string, Fields>;
}

/** What the schema says of each component. */
export function schemaOf(tree: Tree): Record<string, Json> {
  if (!tree.exists(SCHEMA)) return {};
  const { $schema, ...components } = (readWorkspaceJson(tree, SCHEMA)['properties'] ?? {}) as Record<string, Json>;
  return components;
}

/** Enters a component. Fields that have a value keep it, as somebody may have chosen it; so do definitions. */
export function enterComponent(tree: Tree, { name, fields, schema, definitions }: NewComponent): void {
  const defaults = readWorkspaceJson(tree, DEFAULTS);
  writeJson(tree, DEFAULTS, { ...defaults, [name]: { ...fields, ...(defaults[name] as Fields | undefined) } });
  const { properties, definitions: known, ...whole } = readWorkspaceJson(tree, SCHEMA);
  writeJson(tree, SCHEMA, {
    ...whole,
    definitions: { ...definitions, ...(known as Json | undefined) },
    properties: { ...(properties as Json), [name]: schema },
  });
}
