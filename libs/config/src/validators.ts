import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { INHERITS } from './inherit';
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

/** Compiled validators, by what they were made from. Compiling one takes longer than all else that is done to a configuration. */
const validators = new Map<string, ValidateFunction>();
/** A process that stays, as Nx's daemon does, sees a schema change now and then. */
const MOST_VALIDATORS = 50;

/**
 * Returns the validator of a schema, which expects a ValidatorContext as `this`.
 *
 * @throws Error of ajv if it cannot use the schema
 */
export function validatorOf(schema: Json, { asText = false }: How = {}): ValidateFunction {
  const key = JSON.stringify([asText, schema]);
  const known = validators.get(key);
  if (known) return known;
  const validator = newAjv(asText).compile(schema);
  if (validators.size >= MOST_VALIDATORS) validators.clear();
  validators.set(key, validator);
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
    formats: FORMATS,
    passContext: true,
    // Shorter code would take longer to write than it saves: a validator checks a few values.
    code: { optimize: false },
  });
  ajv.addVocabulary([
    'patternErrorMessage',
    'ofRepository',
    'files',
    'environment',
    'official',
    'replaces',
    INHERITS,
    'advice',
    'x-priority',
  ]);
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
