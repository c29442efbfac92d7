import type { FieldValue } from '@hypriotkit/config';
import type { Json } from '../../lib/json';
import type { FieldOptions } from '../schema';

/** A field that is about to be added. */
export interface NewField {
  component: string;
  name: string;
  /** Its entry in fields.json. */
  said: Json;
  variable: string;
  default: FieldValue;
}

/** A single line of text. A builder gets it as a variable, and a log shows it on one line. */
const LINE = '^[^\\u0000-\\u001f\\u007f]*$';

/** The environment variable that hands the field to the builder. */
export const variableOf = ({ name, variable = name.toUpperCase() }: FieldOptions): string => variable;

/** Derives everything to be written from the options of the generator. */
export function newField(options: FieldOptions): NewField {
  const { component, name, description = `${inWords(name)}.`, secret = false } = options;
  const variable = variableOf(options);
  const said = { ...kindOf(options), ...(secret && { writeOnly: true }), description, environment: variable };
  return { component, name, said, variable, default: defaultOf(options) };
}

function kindOf({ type = 'text', values, pattern, expected }: FieldOptions): Json {
  if (type === 'flag') return { type: 'boolean', patternErrorMessage: 'expected true or false' };
  if (type === 'number') return { type: 'integer', patternErrorMessage: expected ?? 'expected a whole number' };
  const usual = pattern === undefined ? 'expected one line of text' : `expected a match of ${pattern}`;
  const text = values
    ? { type: 'string', enum: values }
    : { type: 'string', pattern: pattern ?? LINE, patternErrorMessage: expected ?? usual };
  return type === 'list' ? { type: 'array', items: text } : text;
}

function defaultOf({ type = 'text', values = [''], default: value }: FieldOptions): FieldValue {
  const given = value === undefined ? undefined : asWritten(value);
  switch (type) {
    case 'flag':
      // Anything else is refused like any wrong value.
      return given === undefined || given === 'false' ? false : given === 'true' || given;
    case 'number':
      return Number(given ?? 0);
    case 'list':
      return given ? given.split(',') : [];
    case 'text':
      return given ?? values[0]!;
  }
}

/** Nx reads 1.10 as the number 1.1, and nothing as 0. The command line has it as it was written. */
function asWritten(value: string | number): string {
  const words = process.argv.flatMap((word, at) => {
    if (word === '--default') return process.argv[at + 1] ?? '';
    return word.startsWith('--default=') ? word.replace('--default=', '') : [];
  });
  const isIt = (word: string) => typeof value === 'number' && Number(word) === value;
  return words.find(isIt) ?? String(value);
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
