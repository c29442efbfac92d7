import type { ErrorObject } from 'ajv';
import { closest } from './closest';
import { fieldsOf } from './fields';
import type { Json, JsonFile } from './json-file';
import { holdsSecret, partAt, type SchemaPart } from './schema-part';
import { shownInMessage } from './secrets';

export interface Places {
  /** Returns the line of a path, if there is one. */
  lineOf?: JsonFile['lineOf'];
  /** Fields whose values may not be shown, as `component.field`, besides those that are secrets by the schema. */
  hidden?: string[];
}

/** Describes the errors of ajv: one line for each place, with the value and what was expected. */
export function describeProblems(
  errors: ErrorObject[],
  schema: Json,
  { lineOf = () => undefined, hidden }: Places = {},
): string[] {
  return problemsByPlace(errors, schema, hidden).map(({ path, text }) => {
    const line = lineOf(path);
    return `${line ? `line ${line}: ` : ''}${inWords(path) || 'the top level'}: ${text}`;
  });
}

/** Describes the errors of ajv: one text for each place. */
export function problemsByPlace(
  errors: ErrorObject[],
  schema: Json,
  hidden: string[] = [],
): { path: string[]; text: string }[] {
  const problems = new Map<string, { path: string[]; text: string }>();
  for (const error of errors) {
    const path = error.instancePath.split('/').slice(1);
    if (error.keyword === 'additionalProperties') {
      path.push((error.params as { additionalProperty: string }).additionalProperty);
    }
    const name = inWords(path);
    // One error for each place is enough. A value of the wrong type, for example, also matches no enum value.
    if (problems.has(name)) continue;
    problems.set(name, { path, text: describe(error, path, schema, hidden) });
  }
  return [...problems.values()];
}

/** Formats a path as `rpi_sd_image.container_images[1]`. Numbers are positions in a list. */
export const inWords = (path: string[]): string => path.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');

function describe(error: ErrorObject, path: string[], schema: Json, hidden: string[]): string {
  const isHidden = hidden.includes(path.slice(0, 2).join('.'));
  const isSecret = isHidden || mayHoldSecrets(error.data, path, partAt(schema, path));
  const shown = isSecret ? 'the given value' : shownInMessage(error.data);
  const expectation = error.parentSchema?.['patternErrorMessage'] as string | undefined;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownName(path, Object.keys((error.parentSchema?.['properties'] ?? {}) as Json), schema);
    case 'enum':
      return noneOf(error.schema as unknown[], shown, expectation, isSecret ? '' : String(error.data));
    case 'pattern':
    case 'format':
      return `${shown}; ${expectation ?? `expected a match of ${String(error.schema)}`}`;
    case 'type':
      return `${shown} is ${kindOf(error.data)}; expected ${KINDS[String(error.schema)] ?? String(error.schema)}`;
    case 'required':
      return `"${(error.params as { missingProperty: string }).missingProperty}" is missing`;
    default:
      return expectation ? `${shown}; ${expectation}` : `${shown} ${error.message ?? 'is not valid'}`;
  }
}

/** Anything may be in the place of a component, of an object's value, or of what holds a secret: even a misplaced password. */
function mayHoldSecrets(value: unknown, path: string[], part: SchemaPart): boolean {
  const isOpen = path.length >= 2 && !holdsSecret(part);
  return part.secret || [value].flat().some((item) => !isOpen || (typeof item === 'object' && item !== null));
}

/** More choices than a reader wants to see in a message. */
const MANY = 20;

function noneOf(choices: unknown[], shown: string, expectation: string | undefined, given: string): string {
  const suggestion = given && closest(given, choices.map(String));
  if (choices.length <= MANY) return `${shown} is not one of ${listed(choices)}${suggestion}`;
  return `${shown}; ${expectation ?? `expected one of ${choices.length} values`}${suggestion}`;
}

function unknownName(path: string[], known: string[], schema: Json): string {
  const name = path.at(-1)!;
  if (path.length > 1) return `unknown field${closest(name, known) || `; expected one of ${known.join(', ')}`}`;
  const owners = fieldsOf(schema).filter(({ field }) => field === name);
  if (owners.length > 0)
    return `not a component, but a field of ${owners.map(({ component }) => component).join(', ')}`;
  const components = known.filter((component) => component !== '$schema');
  return `unknown component${closest(name, components) || `; expected one of ${components.join(', ')}`}`;
}

const KINDS: Record<string, string> = {
  string: 'text in double quotes',
  object: 'an object: { ... }',
  array: 'a list: [ ... ]',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', object: 'an object' }[typeof value as string] ?? `a ${typeof value}`;
}

const listed = (choices: unknown[]): string => choices.map((choice) => JSON.stringify(choice)).join(', ');
