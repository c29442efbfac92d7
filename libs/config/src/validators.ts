import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Json } from './json-file';
import { FORMATS, KEYWORDS } from './keywords';

/** How values are checked. */
export interface How {
  /** Whether values are words of a command line. If so, they are converted to the types of the schema. */
  asText?: boolean;
}

/** What a validator is called with as `this`. */
export interface ValidatorContext {
  /**
   * Whether the value is made of all layers. What the schema's keyword `whole` contains holds only for such a value: a
   * layer may leave to another what belongs together.
   */
  whole: boolean;
}

/** Compiled validators, by schema. Compiling one takes longer than all its checks: it is most of a configuration's time. */
const validators = new WeakMap<Json, Map<boolean, ValidateFunction>>();

/**
 * Returns the validator of a schema, which expects a ValidatorContext as `this`.
 *
 * @throws Error of ajv if it cannot use the schema
 */
export function validatorOf(schema: Json, { asText = false }: How = {}): ValidateFunction {
  const known = validators.get(schema) ?? new Map<boolean, ValidateFunction>();
  const validator = known.get(asText) ?? newAjv(asText).compile(schema);
  validators.set(schema, known.set(asText, validator));
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
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    coerceTypes: asText,
    strictTypes: false,
    logger: false,
    $data: true,
    formats: FORMATS,
    passContext: true,
    // Shorter code would take longer to write than it saves: a validator checks a few values.
    code: { optimize: false },
  });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'official', 'x-priority']);
  for (const keyword of KEYWORDS) ajv.addKeyword(keyword);
  ajv.addKeyword({ keyword: IS_WHOLE, validate: isWhole });
  ajv.addKeyword({ keyword: 'whole', macro: (part: Json) => ({ if: { [IS_WHOLE]: true }, then: part }) });
  return ajv;
}

/** A keyword that only `whole` uses. */
const IS_WHOLE = 'isWhole';

function isWhole(this: ValidatorContext): boolean {
  return this.whole;
}
