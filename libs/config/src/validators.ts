import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Json } from './json-file';

/** Compiled validators, by schema. Compiling one takes longer than all its checks. */
const validators = { plain: new WeakMap<Json, ValidateFunction>(), asText: new WeakMap<Json, ValidateFunction>() };

/**
 * Returns the validator of a schema.
 *
 * @param asText Whether values are words of a command line, to be converted to the types of the schema.
 * @throws Error of ajv if it cannot use the schema
 */
export function validatorOf(schema: Json, asText = false): ValidateFunction {
  const known = asText ? validators.asText : validators.plain;
  const validator = known.get(schema) ?? newAjv(asText).compile(schema);
  known.set(schema, validator);
  return validator;
}

/** Returns what in a schema is not JSON Schema. */
export function schemaErrors(schema: Json): ErrorObject[] {
  const ajv = newAjv();
  void ajv.validateSchema(schema);
  return ajv.errors ?? [];
}

function newAjv(asText = false): Ajv {
  // verbose: errors include the value and the part of the schema that it violates.
  const ajv = new Ajv({ allErrors: true, verbose: true, coerceTypes: asText, strictTypes: false, logger: false });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'official', 'x-priority']);
  // Programs limit bytes, and a character may take several.
  ajv.addKeyword({ keyword: 'maxBytes', type: 'string', validate: (most: number, text: string) => size(text) <= most });
  return ajv;
}

const size = (text: string): number => Buffer.byteLength(text);
