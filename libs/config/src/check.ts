import Ajv, { type ValidateFunction } from 'ajv';
import { ConfigurationInvalid } from './errors';
import { describeProblems } from './describe-problems';
import type { Json, JsonFile } from './json-file';
import type { Configuration } from './layer';
import { FORMATS, KEYWORDS } from './keywords';

interface Circumstances {
  /** Returns the line of a path, if the layer is a file. */
  lineOf?: JsonFile['lineOf'];
  /** Whether values are words of a command line. If so, they are converted to the types of the schema. */
  asText?: boolean;
  /**
   * Whether the value is made of all layers. What the schema's keyword `whole` contains holds only for such a value: a
   * layer may leave to another what belongs together.
   */
  whole?: boolean;
}

/**
 * Returns a layer after checking it against the schema.
 *
 * @param source The file or place to name in errors.
 * @throws ConfigurationInvalid
 */
export function check(source: string, layer: Json, schema: Json, circumstances: Circumstances = {}): Json {
  const { lineOf, ...how } = circumstances;
  const value = structuredClone(layer);
  const validate = validatorOf(schema, how, source);
  if (!validate(value)) throw new ConfigurationInvalid(source, describeProblems(validate.errors ?? [], schema, lineOf));
  return value;
}

type How = Omit<Circumstances, 'lineOf'>;

/** Compiled validators, by schema. Compiling one takes longer than all its checks. */
const validators = new WeakMap<Json, Map<string, ValidateFunction>>();

function validatorOf(schema: Json, how: How, source: string): ValidateFunction {
  const known = validators.get(schema) ?? new Map<string, ValidateFunction>();
  const key = JSON.stringify([how.asText ?? false, how.whole ?? false]);
  const validator = known.get(key) ?? compile(schema, how, source);
  validators.set(schema, known.set(key, validator));
  return validator;
}

function compile(schema: Json, { asText = false, whole = false }: How, source: string): ValidateFunction {
  // verbose: errors include the value and the part of the schema that it violates.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    coerceTypes: asText,
    strictTypes: false,
    $data: true,
    formats: FORMATS,
  });
  ajv.addVocabulary(['patternErrorMessage', 'ofRepository', 'files', 'environment', 'official', 'x-priority']);
  for (const keyword of KEYWORDS) ajv.addKeyword(keyword);
  ajv.addKeyword(whole ? { keyword: 'whole', macro: (part: Json) => part } : 'whole');
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new ConfigurationInvalid(`the schema for ${source}`, [(error as Error).message]);
  }
}

/**
 * Checks all layers together.
 *
 * @throws ConfigurationInvalid that names the last layer that sets the first field that is wrong
 */
export function checkWhole({ schema, layers, components }: Configuration): void {
  const validate = validatorOf(schema, { whole: true }, layers[0]!.source);
  if (validate(components)) return;
  const errors = (validate.errors ?? []).filter(({ keyword }) => !WRAPPERS.includes(keyword));
  const [component = '', field = ''] = (errors[0]?.instancePath ?? '').split('/').slice(1);
  const { source, lineOf } = layers.findLast((layer) => field in (layer.components[component] ?? {})) ?? layers.at(-1)!;
  throw new ConfigurationInvalid(source, describeProblems(errors, schema, lineOf));
}

/** Keywords whose errors only say that something within them is wrong. */
const WRAPPERS = ['whole', 'if'];
