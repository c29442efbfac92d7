import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Json } from './json-file';
import { FORMATS, KEYWORDS } from './keywords';

/** How values are checked. */
export interface How {
  /** Whether values are words of a command line. If so, they are converted to the types of the schema. */
  asText?: boolean;
  /**
   * Whether the value is made of all layers. What the schema's keyword `whole` contains holds only for such a value: a
   * layer may leave to another what belongs together.
   */
  whole?: boolean;
}

/** Compiled validators, by schema. Compiling one takes longer than all its checks. */
const validators = new WeakMap<Json, Map<string, ValidateFunction>>();

/**
 * Returns the validator of a schema.
 *
 * @throws Error of ajv if it cannot use the schema
 */
export function validatorOf(schema: Json, how: How = {}): ValidateFunction {
  const known = validators.get(schema) ?? new Map<string, ValidateFunction>();
  const key = JSON.stringify([how.asText ?? false, how.whole ?? false]);
  const validator = known.get(key) ?? newAjv(how).compile(schema);
  validators.set(schema, known.set(key, validator));
  return validator;
}

/** Returns what in a schema is not JSON Schema. */
export function schemaErrors(schema: Json): ErrorObject[] {
  const ajv = newAjv();
  void ajv.validateSchema(schema);
  return ajv.errors ?? [];
}

function newAjv({ asText = false, whole = false }: How = {}): Ajv {
  // verbose: errors include the value and the part of the schema that it violates.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    coerceTypes: asText,
    strictTypes: false,
    logger: false,
    $data: true,
    formats: FORMATS,
  });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'official', 'x-priority']);
  for (const keyword of KEYWORDS) ajv.addKeyword(keyword);
  ajv.addKeyword(whole ? { keyword: 'whole', macro: (part: Json) => part } : 'whole');
  return ajv;
}
