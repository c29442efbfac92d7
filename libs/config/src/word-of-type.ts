import type { Json } from './json-file';
import { partAt } from './schema-part';
import { validatorOf } from './validators';

const CONVERTED = ['boolean', 'integer', 'number'];

/**
 * Returns a word as a value of the type that the schema has at a path, by the rules for words of a command line. A word
 * that is no such value stays as it is: the check of the configuration refuses it.
 */
export function wordOfType(word: string, schema: Json, path: string[]): unknown {
  const { type } = partAt(schema, path).own;
  if (!CONVERTED.includes(type as string)) return word;
  const holder = { word: word as unknown };
  // The validator converts the word where it is.
  validatorOf({ properties: { word: { type } } }, { asText: true }).call({ whole: false }, holder);
  return holder.word;
}
