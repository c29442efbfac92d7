import Ajv, { type ValidateFunction } from 'ajv';
import { ConfigurationInvalid } from './errors';
import { describeProblems } from './describe-problems';
import type { Json, JsonFile } from './json-file';

interface Circumstances {
  /** The line of a path, where the layer is a file. */
  lineOf?: JsonFile['lineOf'];
  /** Values are words of a command line: they become what the schema asks for. */
  asText?: boolean;
}

/** Checks a layer against the schema, and returns it. `source` is the file or place named in errors. */
export function check(source: string, layer: Json, schema: Json, { lineOf, asText = false }: Circumstances = {}): Json {
  const value = structuredClone(layer);
  const validate = validatorOf(schema, asText, source);
  if (!validate(value)) throw new ConfigurationInvalid(source, describeProblems(validate.errors ?? [], schema, lineOf));
  return value;
}

/** To make one takes longer than all that it is asked. */
const validators = { plain: new WeakMap<Json, ValidateFunction>(), asText: new WeakMap<Json, ValidateFunction>() };

function validatorOf(schema: Json, asText: boolean, source: string): ValidateFunction {
  const known = asText ? validators.asText : validators.plain;
  const validator = known.get(schema) ?? compile(schema, asText, source);
  known.set(schema, validator);
  return validator;
}

function compile(schema: Json, asText: boolean, source: string): ValidateFunction {
  // verbose: errors carry the value and the part of the schema that it did not fit.
  const ajv = new Ajv({ allErrors: true, verbose: true, coerceTypes: asText, strictTypes: false });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'x-priority']);
  // As many characters may be more bytes, which is what programs have room for.
  ajv.addKeyword({ keyword: 'maxBytes', type: 'string', validate: (most: number, text: string) => size(text) <= most });
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new ConfigurationInvalid(`the schema, by which ${source} is checked,`, [(error as Error).message]);
  }
}

const size = (text: string): number => Buffer.byteLength(text);
