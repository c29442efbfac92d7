import { resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { check, ConfigurationInvalid, readJson, withoutEnvironmentValues, type Json } from '@hypriotkit/config';
import { isThere } from './component-project';
import { composedSchema, type Fields } from './configuration-entry';
import { checkComponentName } from './names';

/** A parsed configs.json: the fields that differ from the defaults, by component. */
export interface Configs {
  file: string;
  components: Record<string, Fields>;
  lineOf: (path: string[]) => number | undefined;
}

/** Reads a configs.json that maps component names to fields. It may be outside the workspace. */
export function readConfigs(tree: Tree, file: string): Configs {
  const { value, lineOf } = readJson(resolve(tree.root, file));
  const { $schema, ...components } = value;
  Object.keys(components).forEach(checkComponentName);
  const problems = Object.entries(components).flatMap(([component, fields]) => problemsIn(component, fields));
  if (problems.length) throw new ConfigurationInvalid(file, problems);
  return { file, components: components as Record<string, Fields>, lineOf };
}

/** Checks the fields of the workspace's components against its schema. */
export function checkConfigs(tree: Tree, { file, components, lineOf }: Configs): void {
  const known = Object.entries(components).filter(([component]) => isThere(tree, component));
  const schema = composedSchema(tree);
  check(file, withoutEnvironmentValues(file, Object.fromEntries(known), schema, lineOf), schema, { lineOf });
}

function problemsIn(component: string, fields: unknown): string[] {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return [`${component}: expected an object with the fields that differ from the defaults: { ... }`];
  }
  return Object.entries(fields as Json)
    .filter(([field, value]) => !/^[a-z][a-z0-9_]*$/.test(field) || value === null)
    .map(([field]) => `${component}.${field}: expected a name in lower case, with a value other than null`);
}
