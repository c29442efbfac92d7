import { problemsByPlace } from './describe-problems';
import { isVariables } from './field-variables';
import type { Json } from './json-file';
import { schemaErrors, validatorOf } from './validators';

/** What is wrong with a schema, and where. */
export interface SchemaProblem {
  /** The path in the schema: `properties`, a component, `properties`, a field, ... */
  path: string[];
  text: string;
}

/** Returns what is wrong with a schema of components; an empty list if it can be used. */
export function problemsOf(schema: Json): SchemaProblem[] {
  const ours = problemOfComponents(schema);
  if (ours) return [ours];
  try {
    validatorOf(schema);
    return [];
  } catch (error) {
    const inWords = problemsByPlace(schemaErrors(schema), {});
    return inWords.length > 0 ? inWords : [{ path: culprit(schema) ?? [], text: reasonIn(error as Error) }];
  }
}

/** Returns the first violation of what we expect of a schema, beyond JSON Schema. */
function problemOfComponents({ properties = {} }: Json): SchemaProblem | undefined {
  const path = ['properties'];
  if (!isObject(properties)) return { path, text: 'expected an object with an entry for each component' };
  for (const [name, own] of Object.entries(properties)) {
    const found = name === '$schema' ? undefined : problemOfComponent(own, [...path, name]);
    if (found) return found;
  }
  return undefined;
}

function problemOfComponent(own: unknown, path: string[]): SchemaProblem | undefined {
  const text = 'expected an object with the fields of the component in its `properties`';
  if (!isObject(own)) return { path, text };
  const { properties = {} } = own;
  if (!isObject(properties)) return { path: [...path, 'properties'], text: 'expected an object with the fields' };
  for (const [field, described] of Object.entries(properties)) {
    const found = problemOfField(described, [...path, 'properties', field]);
    if (found) return found;
  }
  return undefined;
}

function problemOfField(own: unknown, path: string[]): SchemaProblem | undefined {
  if (!isObject(own)) return { path, text: 'expected an object that describes the field' };
  const { files, environment } = own;
  if (environment !== undefined && !isVariables(environment)) {
    const text = 'expected the name of an environment variable, an object with its `name`, or a list of these';
    return { path: [...path, 'environment'], text };
  }
  if (files === undefined || isFiles(files)) return undefined;
  const text =
    'expected an object with a `folder` and, if only some values are paths, a regular expression in `matching`';
  return { path: [...path, 'files'], text };
}

const isFiles = (files: unknown): boolean =>
  isObject(files) && typeof files['folder'] === 'string' && isExpression(files['matching'] ?? '');

function isExpression(text: unknown): boolean {
  try {
    return typeof text === 'string' && new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Returns the path of the smallest part of the schema, down to fields, that ajv cannot use by itself. */
function culprit({ definitions, properties }: Json, path: string[] = []): string[] | undefined {
  for (const [name, own] of Object.entries(isObject(properties) ? properties : {})) {
    if (!isObject(own) || isUsable({ definitions, ...own })) continue;
    const place = [...path, 'properties', name];
    return culprit({ definitions, ...own }, place) ?? place;
  }
  return undefined;
}

function isUsable({ definitions = {}, ...own }: Json): boolean {
  try {
    validatorOf({ definitions, ...own });
    return true;
  } catch {
    return false;
  }
}

/** Ajv means by "strict mode" what JSON Schema leaves to programs. */
function reasonIn({ message }: Error): string {
  return message.replace(/^strict mode: /, '').replace(/ from id #$/, '');
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
