import { posix } from 'node:path';
import { getProjects, offsetFromRoot, writeJson, type Tree } from '@nx/devkit';
import { composeSchema, FIELDS_FILE, type FieldValue } from '@hypriotkit/config';
import { readWorkspaceJson, type Json } from './json';
import type { NewComponent } from './new-component';

export const DEFAULTS = 'image/configs.json';
/** The user's configuration. */
export const USER = 'configs.json';
export const SCHEMA = 'image/configs.schema.json';

export type Fields = Record<string, FieldValue>;

/** The entries of image/configs.json, by component. */
export function defaultsOf(tree: Tree): Record<string, Fields> {
  const { $schema, ...components } = tree.exists(DEFAULTS) ? readWorkspaceJson(tree, DEFAULTS) : {};
  return components as Record<string, Fields>;
}

/** The composed schema: see composeSchema. */
export const composedSchema = (tree: Tree): Json =>
  composeSchema(SCHEMA, (file) => readWorkspaceJson<Json>(tree, file));

/** Returns a component's fields.json. If the schema itself describes the component, returns the equivalent content. */
export function fieldsFileOf(tree: Tree, name: string): Json | undefined {
  const schema: Json = tree.exists(SCHEMA) ? readWorkspaceJson<Json>(tree, SCHEMA) : {};
  const part = (schema['properties'] as Record<string, Json | undefined> | undefined)?.[name];
  const reference = part?.['$ref'];
  if (typeof reference === 'string') return readWorkspaceJson<Json>(tree, posix.join(posix.dirname(SCHEMA), reference));
  const root = getProjects(tree).get(name)?.root;
  return part && root ? inFileOf(root, part) : undefined;
}

/** Writes a component's fields.json and makes the schema refer to it. Replaces a description in the schema itself. */
export function writeFieldsFile(
  tree: Tree,
  name: string,
  fields: Json,
  root = getProjects(tree).get(name)!.root,
): void {
  const file = `${root}/${FIELDS_FILE}`;
  writeJson(tree, file, fields);
  const { properties, ...whole } = readWorkspaceJson(tree, SCHEMA);
  const reference = { $ref: posix.relative(posix.dirname(SCHEMA), file) };
  writeJson(tree, SCHEMA, { ...whole, properties: { ...(properties as Json), [name]: reference } });
}

/** Rewrites references within the schema so that they work from a file in a component's folder. */
const inFileOf = (root: string, part: Json): Json =>
  JSON.parse(
    JSON.stringify(part).replaceAll('"#/definitions/', `"${offsetFromRoot(root)}${SCHEMA}#/definitions/`),
  ) as Json;

/** Adds a component to the configuration. Existing values and definitions are kept, as someone may have chosen them. */
export function enterComponent(tree: Tree, { name, root, fields, schema, definitions }: NewComponent): void {
  const defaults = readWorkspaceJson(tree, DEFAULTS);
  writeJson(tree, DEFAULTS, { ...defaults, [name]: { ...fields, ...(defaults[name] as Fields | undefined) } });
  const { definitions: known, ...whole } = readWorkspaceJson(tree, SCHEMA);
  writeJson(tree, SCHEMA, { ...whole, definitions: { ...definitions, ...(known as Json | undefined) } });
  writeFieldsFile(tree, name, schema, root);
}
