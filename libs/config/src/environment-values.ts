import { inWords, placeName } from './describe-problems';
import { ConfigurationInvalid } from './errors';
import type { Json, JsonFile } from './json-file';
import { partAt } from './schema-part';
import { wordOfType } from './word-of-type';

/** Takes the place of a value that an environment variable holds: `{ "env": "WIFI_PASSWORD" }`. */
const KEY = 'env';

interface WithValues {
  /** The layer with values in place of the names of variables. */
  value: Json;
  /** The fields that hold such values, as `component.field`. */
  fields: string[];
  /** The names of the variables. */
  variables: string[];
  /** The same, by the paths of their values: see placeName. */
  places: Map<string, string>;
}

/**
 * Replaces the names of environment variables in a layer with their values, so that secrets can stay out of files. A value
 * is text, or the number or flag that the schema expects in its place.
 *
 * @param whereUnset What to do with a field whose variable is not set. Nx's daemon does not know the user's variables.
 * @throws ConfigurationInvalid if a variable is not set, or what should name one does not
 */
export function withEnvironmentValues(
  file: string,
  { value, lineOf }: JsonFile,
  schema: Json,
  env: NodeJS.ProcessEnv,
  whereUnset: 'refuse' | 'drop',
): WithValues {
  const fields = new Set<string>();
  const places = new Map<string, string>();
  const unset: { path: string[]; variable: string }[] = [];
  const misnamed: string[][] = [];
  const replaced = inside(value, []) as Record<string, Json>;
  if (misnamed.length > 0) throw new ConfigurationInvalid(file, misnamed.map(problemOfName));
  if (whereUnset === 'refuse' && unset.length > 0) throw new ConfigurationInvalid(file, unset.map(problem));
  for (const { path } of unset) delete replaced[path[0]!]![path[1]!];
  return { value: replaced, fields: [...fields], variables: [...new Set(places.values())], places };

  function inside(part: unknown, path: string[]): unknown {
    if (typeof part !== 'object' || part === null) return part;
    if (path.length > 1 && KEY in part && !hasMember(schema, path)) {
      const variable = variableOf(part);
      if (variable !== undefined) return valueOf(variable, path);
      misnamed.push(path);
    }
    if (Array.isArray(part)) return part.map((item, index) => inside(item, [...path, String(index)]));
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, inside(member, [...path, name])]));
  }

  function valueOf(variable: string, path: string[]): unknown {
    fields.add(path.slice(0, 2).join('.'));
    places.set(placeName(path), variable);
    if (Object.hasOwn(env, variable)) return wordOfType(env[variable]!, schema, path);
    unset.push({ path, variable });
    return undefined;
  }

  /** Without the name, which may be the secret itself. */
  function problemOfName(path: string[]): string {
    return `line ${lineOf(path)}: ${inWords(path)}: expected the name of an environment variable, as in { "env": "MY_PASSWORD" }`;
  }

  function problem({ path, variable }: { path: string[]; variable: string }): string {
    return `line ${lineOf(path)}: ${inWords(path)}: the environment variable ${variable} is not set`;
  }
}

/** Returns fields without those whose values environment variables hold. */
export function withoutEnvironmentValues(
  file: string,
  value: Json,
  schema: Json,
  lineOf: JsonFile['lineOf'] = () => undefined,
): Json {
  return withEnvironmentValues(file, { value, text: '', lineOf }, schema, {}, 'drop').value;
}

/** Whether the schema itself has a member with the name of ours. */
const hasMember = (schema: Json, path: string[]): boolean =>
  Object.keys(partAt(schema, path).own['properties'] ?? {}).includes(KEY);

/** Returns the name of the variable; undefined if it cannot be one. */
function variableOf(part: object): string | undefined {
  const { [KEY]: name, ...others } = part as Json;
  const isName = typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name);
  return isName && Object.keys(others).length === 0 ? name : undefined;
}
