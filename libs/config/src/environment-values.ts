import { ConfigurationInvalid } from './errors';
import type { Json, JsonFile } from './json-file';
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
}

/**
 * Replaces the names of environment variables in a layer with their values, so that secrets can stay out of files. A value
 * is text, or the number or flag that the schema expects in its place.
 *
 * @param whereUnset What to do with a field whose variable is not set. Nx's daemon does not know the user's variables.
 * @throws ConfigurationInvalid if a variable is not set
 */
export function withEnvironmentValues(
  file: string,
  { value, lineOf }: JsonFile,
  schema: Json,
  env: NodeJS.ProcessEnv,
  whereUnset: 'refuse' | 'drop',
): WithValues {
  const fields = new Set<string>();
  const variables = new Set<string>();
  const unset: { path: string[]; variable: string }[] = [];
  const replaced = inside(value, []) as Record<string, Json>;
  if (whereUnset === 'refuse' && unset.length > 0) throw new ConfigurationInvalid(file, unset.map(problem));
  for (const { path } of unset) delete replaced[path[0]!]![path[1]!];
  return { value: replaced, fields: [...fields], variables: [...variables] };

  function inside(part: unknown, path: string[]): unknown {
    if (typeof part !== 'object' || part === null) return part;
    const variable = path.length > 1 ? variableOf(part) : undefined;
    if (variable !== undefined) return valueOf(variable, path);
    if (Array.isArray(part)) return part.map((item, index) => inside(item, [...path, String(index)]));
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, inside(member, [...path, name])]));
  }

  function valueOf(variable: string, path: string[]): unknown {
    fields.add(path.slice(0, 2).join('.'));
    variables.add(variable);
    if (Object.hasOwn(env, variable)) return wordOfType(env[variable]!, schema, path);
    unset.push({ path, variable });
    return undefined;
  }

  function problem({ path, variable }: { path: string[]; variable: string }): string {
    return `line ${lineOf(path)}: ${path.join('.')}: the environment variable ${variable} is not set`;
  }
}

function variableOf(part: object): string | undefined {
  const { [KEY]: name, ...others } = part as Json;
  return typeof name === 'string' && Object.keys(others).length === 0 ? name : undefined;
}
