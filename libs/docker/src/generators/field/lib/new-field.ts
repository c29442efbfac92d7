import type { FieldValue } from '@hypriotkit/config';
import type { Json } from '../../lib/json';
import type { FieldOptions } from '../schema';

/** A field before it is written. */
export interface NewField {
  component: string;
  name: string;
  /** What fields.json says of it. */
  said: Json;
  variable: string;
  default: FieldValue;
}

/** What one line of text is: a builder gets it as a variable, and a log shows it as a line. */
const LINE = '^[^\\u0000-\\u001f\\u007f]*$';

/** The variable that the builder gets the field in. */
export const variableOf = ({ name, variable = name.toUpperCase() }: FieldOptions): string => variable;

/** What is to be written of a field that was asked for. */
export function newField(options: FieldOptions): NewField {
  const { component, name, description = `${inWords(name)}.`, secret = false } = options;
  const variable = variableOf(options);
  const said = { ...kindOf(options), ...(secret && { writeOnly: true }), description, environment: variable };
  return { component, name, said, variable, default: defaultOf(options) };
}

function kindOf({ type = 'text', values, pattern, expected }: FieldOptions): Json {
  if (type === 'flag') return { type: 'boolean', patternErrorMessage: 'expected true or false' };
  if (type === 'number') return { type: 'integer', patternErrorMessage: expected ?? 'expected a whole number' };
  const usual = pattern === undefined ? 'expected one line of text' : `expected what matches ${pattern}`;
  const text = values
    ? { type: 'string', enum: values }
    : { type: 'string', pattern: pattern ?? LINE, patternErrorMessage: expected ?? usual };
  return type === 'list' ? { type: 'array', items: text } : text;
}

function defaultOf({ type = 'text', values = [''], default: given }: FieldOptions): FieldValue {
  switch (type) {
    case 'flag':
      return given === 'true';
    case 'number':
      return Number(given ?? 0);
    case 'list':
      return given ? given.split(',') : [];
    case 'text':
      return given ?? values[0]!;
  }
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
