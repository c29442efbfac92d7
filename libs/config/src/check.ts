import type { ValidateFunction } from 'ajv';
import { ConfigurationInvalid } from './errors';
import { describeProblems } from './describe-problems';
import type { Json, JsonFile } from './json-file';
import { validatorOf } from './validators';

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
  const validate = compiled(schema, asText, source);
  if (!validate(value)) throw new ConfigurationInvalid(source, describeProblems(validate.errors ?? [], schema, lineOf));
  return value;
}

/** `readSchema` reports a schema that cannot be used by its file. This is for one that comes from elsewhere. */
function compiled(schema: Json, asText: boolean, source: string): ValidateFunction {
  try {
    return validatorOf(schema, asText);
  } catch (error) {
    throw new ConfigurationInvalid(`the schema for ${source}`, [(error as Error).message]);
  }
}
