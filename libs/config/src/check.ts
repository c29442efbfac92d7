import Ajv, { type ValidateFunction } from 'ajv';
import { ConfigurationInvalid } from './errors';
import { describeProblems } from './describe-problems';
import type { Json, JsonFile } from './json-file';
import { KEYWORDS } from './keywords';

interface Circumstances {
  /** Returns the line of a path, if the layer is a file. */
  lineOf?: JsonFile['lineOf'];
  /** Whether values are words of a command line. If so, they are converted to the types of the schema. */
  asText?: boolean;
}

/**
 * Returns a layer after checking it against the schema.
 *
 * @param source The file or place to name in errors.
 * @throws ConfigurationInvalid
 */
export function check(source: string, layer: Json, schema: Json, { lineOf, asText = false }: Circumstances = {}): Json {
  const value = structuredClone(layer);
  const validate = validatorOf(schema, asText, source);
  if (!validate(value)) throw new ConfigurationInvalid(source, describeProblems(validate.errors ?? [], schema, lineOf));
  return value;
}

/** Compiled validators, by schema. Compiling one takes longer than all its checks. */
const validators = { plain: new WeakMap<Json, ValidateFunction>(), asText: new WeakMap<Json, ValidateFunction>() };

function validatorOf(schema: Json, asText: boolean, source: string): ValidateFunction {
  const known = asText ? validators.asText : validators.plain;
  const validator = known.get(schema) ?? compile(schema, asText, source);
  known.set(schema, validator);
  return validator;
}

function compile(schema: Json, asText: boolean, source: string): ValidateFunction {
  // verbose: errors include the value and the part of the schema that it violates.
  const ajv = new Ajv({ allErrors: true, verbose: true, coerceTypes: asText, strictTypes: false });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'official', 'x-priority']);
  for (const keyword of KEYWORDS) ajv.addKeyword(keyword);
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new ConfigurationInvalid(`the schema, by which ${source} is checked,`, [(error as Error).message]);
  }
}
