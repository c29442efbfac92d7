import type { ErrorObject } from 'ajv';
import { closest } from './closest';
import { fieldsOf } from './fields';
import type { Json, JsonFile } from './json-file';
import { holdsSecret, partAt } from './schema-part';
import { isContent, isPrivateKey, shownInMessage, shownName } from './secrets';

export interface Places {
  /** Returns the line of a path, if there is one. */
  lineOf?: JsonFile['lineOf'];
  /** Fields whose values may not be shown, as `component.field`, besides those that are secrets by the schema. */
  hidden?: string[];
  /** The environment variables that values come from, by their paths. */
  variables?: ReadonlyMap<string, string>;
}

/** What a program has written may be wrong in a million places. Each takes a while to be found in its file. */
const MOST_PROBLEMS = 100;

/** Describes the errors of ajv: one line for each place, with the value and what was expected. Not all, if they are too many. */
export function describeProblems(
  errors: ErrorObject[],
  schema: Json,
  { lineOf = () => undefined, ...sources }: Places = {},
): string[] {
  const hidden = [...(sources.hidden ?? []), ...fieldsWithKeys(errors)];
  const shown = problemsByPlace(errors.slice(0, MOST_PROBLEMS), schema, { ...sources, hidden });
  const lines = shown.map(({ path, isNameHidden, text }) => {
    const line = lineOf(path);
    const place = inWords(isNameHidden ? path.slice(0, -1) : path);
    return `${line ? `line ${line}: ` : ''}${place || 'the top level'}: ${text}`;
  });
  return errors.length > MOST_PROBLEMS ? [...lines, 'and others'] : lines;
}

type Sources = Pick<Places, 'hidden' | 'variables'>;

/** The name of a path among `variables`. */
export const placeName = (path: string[]): string => path.join('/');

/** What is wrong at a place. */
interface Problem {
  path: string[];
  /** Whether the last name of the path must not be shown. */
  isNameHidden?: boolean;
  text: string;
}

/** Describes the errors of ajv: one text for each place. */
export function problemsByPlace(errors: ErrorObject[], schema: Json, sources: Sources = {}): Problem[] {
  const hidden = [...(sources.hidden ?? []), ...fieldsWithKeys(errors)];
  const problems = new Map<string, Problem>();
  for (const error of errors) {
    const path = pathOf(error);
    const place = path.join('/');
    // One error for each place is enough. A value of the wrong type, for example, also matches no enum value.
    if (problems.has(place)) continue;
    problems.set(place, problemAt(path, error, schema, { ...sources, hidden }));
  }
  return [...problems.values()];
}

/** A private key may have been split into its lines. */
const fieldsWithKeys = (errors: ErrorObject[]): string[] =>
  errors.filter(({ data }) => isPrivateKey(data)).map((error) => fieldOf(pathOf(error)));

const fieldOf = (path: string[]): string => path.slice(0, 2).join('.');

function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const path = instancePath.split('/').slice(1).map(withoutEscapes);
  return keyword === 'additionalProperties'
    ? [...path, (params as { additionalProperty: string }).additionalProperty]
    : path;
}

/** As the names in a JSON pointer are written: RFC 6901. */
const withoutEscapes = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

/** Formats a path as `rpi_sd_image.container_images[1]`. Numbers are positions in a list. */
export const inWords = (path: string[]): string =>
  path
    .map(shownName)
    .join('.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');

function problemAt(path: string[], error: ErrorObject, schema: Json, sources: Sources): Problem {
  if (error.keyword !== 'additionalProperties') return { path, text: describe(error, path, schema, sources) };
  const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as Json);
  const isNameHidden = mayBeSecret(path, known, schema);
  return { path, isNameHidden, text: isNameHidden ? unnamed(path, known) : unknownName(path, known, schema) };
}

/** A password may stand in the place of a name. */
function mayBeSecret(path: string[], known: string[], schema: Json): boolean {
  const name = path.at(-1)!;
  return isContent(name) || (isBesideSecret(path, schema) && closest(name, known) === '');
}

/** Whether something is in a field that holds a secret. A component has too many fields to hide what is in all of them. */
const isBesideSecret = (path: string[], schema: Json): boolean =>
  path.length > 2 && holdsSecret(partAt(schema, path.slice(0, 2)));

function describe(error: ErrorObject, path: string[], schema: Json, { hidden = [], variables }: Sources): string {
  const isHidden = hidden.includes(fieldOf(path));
  const isSecret = isHidden || mayHoldSecrets(error.data, path, schema);
  const variable = variables?.get(placeName(path));
  const given = variable === undefined ? 'the given value' : `the value of the environment variable ${variable}`;
  const shown =
    isSecret && !isPrivateKey(error.data) ? `${given}${isEmptied(error.data, variable)}` : shownInMessage(error.data);
  const expectation = error.parentSchema?.['patternErrorMessage'] as string | undefined;
  switch (error.keyword) {
    case 'enum':
      return noneOf(error.schema as unknown[], shown, expectation, isSecret ? '' : String(error.data));
    case 'pattern':
    case 'format':
      return `${shown}; ${expectation ?? `expected a match of ${String(error.schema)}`}`;
    case 'type':
      return `${shown}${shown === 'null' ? '' : ` is ${kindOf(error.data)}`}; expected ${isSecret ? kindsOf(error) : expectedKind(error, shown)}`;
    case 'required':
      return `"${(error.params as { missingProperty: string }).missingProperty}" is missing`;
    case 'disjoint':
      return isHidden || holdsSecret(partAt(schema, path))
        ? `${shown} ${error.message}`
        : inSeveral(error.data as Json, error.schema as string[]);
    case 'uniqueItems':
      return expectation ? `${shown}; ${expectation}` : `${shown} has an item twice`;
    default:
      return expectation ? `${shown}; ${expectation}` : `${shown} ${error.message ?? 'is not valid'}`;
  }
}

/** Anything may be in the place of a component, of an object's value, or of what holds a secret: even a misplaced password. */
function mayHoldSecrets(value: unknown, path: string[], schema: Json): boolean {
  const part = partAt(schema, path);
  const isOpen = path.length >= 2 && !holdsSecret(part) && (isShort(value) || !isBesideSecret(path, schema));
  return part.secret || [value].flat().some((item) => !isOpen || (typeof item === 'object' && item !== null));
}

/** Says which items are in several lists. */
function inSeveral(lists: Json, members: string[]): string {
  const items = [...new Set(members.flatMap((member) => (lists[member] ?? []) as unknown[]))];
  const twice = items.flatMap((item) => {
    const holding = members.filter((member) => ((lists[member] ?? []) as unknown[]).includes(item));
    return holding.length > 1 ? [`${shownInMessage(item)} is in ${holding.join(' and in ')}`] : [];
  });
  return twice.join(', ');
}

/** Says that a variable holds nothing: it is set, but probably not as its owner thinks. */
const isEmptied = (value: unknown, variable: string | undefined): string =>
  variable !== undefined && value === '' ? ', which is empty' : '';

/** Whether a value is too short for a password. */
const isShort = (value: unknown): boolean => String(value).length <= 3;

/** More choices than a reader wants to see in a message. */
const MANY = 20;

function noneOf(choices: unknown[], shown: string, expectation: string | undefined, given: string): string {
  const suggestion = given && closest(given, choices.map(String));
  if (choices.length <= MANY) return `${shown} is not one of ${listed(choices)}${suggestion}`;
  return `${shown}; ${expectation ?? `expected one of ${choices.length} values`}${suggestion}`;
}

/** Says that a name is unknown, without it. */
function unnamed(path: string[], known: string[]): string {
  return `an unknown ${path.length > 1 ? 'field' : 'component'}; ${expectedOne(known)}`;
}

const expectedOne = (known: string[]): string =>
  `expected one of ${known.filter((name) => name !== '$schema').join(', ')}`;

function unknownName(path: string[], known: string[], schema: Json): string {
  const name = path.at(-1)!;
  if (path.length > 1) return `unknown field${closest(name, known) || `; ${expectedOne(known)}`}`;
  const owners = fieldsOf(schema).filter(({ field }) => field === name);
  if (owners.length > 0)
    return `not a component, but a field of ${owners.map(({ component }) => component).join(', ')}`;
  const components = known.filter((component) => component !== '$schema');
  return `unknown component${closest(name, components) || `; ${expectedOne(known)}`}`;
}

const KINDS: Record<string, string> = {
  string: 'text in double quotes',
  object: 'an object: { ... }',
  array: 'a list: [ ... ]',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
};

const kindsOf = ({ schema }: ErrorObject): string => KINDS[String(schema)] ?? String(schema);

/** Shows a value that stands alone as an item of the list that is expected. */
function expectedKind(error: ErrorObject, shown: string): string {
  const items = error.parentSchema?.['items'] as { type?: unknown } | undefined;
  return error.schema === 'array' && items?.type === typeof error.data ? `a list: [${shown}]` : kindsOf(error);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', object: 'an object' }[typeof value as string] ?? `a ${typeof value}`;
}

const listed = (choices: unknown[]): string => choices.map((choice) => JSON.stringify(choice)).join(', ');
