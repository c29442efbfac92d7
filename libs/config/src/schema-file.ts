import { composeSchema } from './compose-schema';
import type { ConfigurationFiles } from './configuration-files';
import { ConfigurationInvalid } from './errors';
import { isVariables } from './field-variables';
import { readJson, type Json } from './json-file';

/**
 * Reads the complete schema of the configuration, with the components' own files and the defaults.
 *
 * @throws ConfigurationInvalid if it is not a schema, or does not list components and their fields
 */
export function readSchema({ schema, defaults }: Pick<ConfigurationFiles, 'schema' | 'defaults'>): Json {
  const composed = composeSchema(schema, (file) => readJson(file).value, readJson(defaults).value);
  const problem = problemOf(composed);
  if (problem !== undefined) throw new ConfigurationInvalid(schema, [`is not a schema of components: ${problem}`]);
  return composed;
}

function problemOf(schema: Json): string | undefined {
  const { properties = {} } = schema;
  if (!isObject(properties)) return 'expected `properties` with an entry for each component';
  const odd = Object.entries(properties).find(([name, own]) => name !== '$schema' && !isComponent(own));
  return odd && `expected an object with the fields of ${odd[0]} in its \`properties\``;
}

function isComponent(own: unknown): boolean {
  if (!isObject(own)) return false;
  const { properties = {} } = own;
  return isObject(properties) && Object.values(properties).every(isField);
}

function isField(own: unknown): boolean {
  if (!isObject(own)) return false;
  const { files, environment } = own;
  if (environment !== undefined && !isVariables(environment)) return false;
  if (files === undefined) return true;
  return isObject(files) && typeof files['folder'] === 'string' && isExpression(files['matching'] ?? '');
}

function isExpression(text: unknown): boolean {
  try {
    return typeof text === 'string' && new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
