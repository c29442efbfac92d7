import type { ValidateFunction } from 'ajv';
import { ConfigurationInvalid } from './errors';
import { describeProblems, type Places } from './describe-problems';
import { inexactNumbers } from './inexact-numbers';
import type { Json } from './json-file';
import { isTooDeep, TOO_DEEP } from './nesting';
import { lastWith, type Configuration, type Layer } from './layer';
import { validatorOf, type How, type ValidatorContext } from './validators';

interface Circumstances extends How, Places {
  /** The components to check; all if undefined. The fewer, the sooner their validator is made. */
  only?: string[];
}

const LAYER: ValidatorContext = { whole: false };
const WHOLE: ValidatorContext = { whole: true };

/**
 * Returns a layer after checking it against the schema.
 *
 * @param source The file or place to name in errors.
 * @throws ConfigurationInvalid
 */
export function check(source: string, layer: Json, schema: Json, circumstances: Circumstances = {}): Json {
  const { lineOf, hidden, variables, only, ...how } = circumstances;
  if (isTooDeep(layer)) throw new ConfigurationInvalid(source, [TOO_DEEP]);
  const value = structuredClone(layer);
  const validate = compiled(partOf(schema, only), source, how);
  refuse(inexactNumbers(value, { lineOf }));
  const isValid = validate.call(LAYER, picked(value, only));
  // Words of a command line are numbers only now.
  refuse(inexactNumbers(value, { lineOf }));
  if (!isValid) refuse(describeProblems(validate.errors ?? [], schema, { lineOf, hidden, variables }));
  return value;

  function refuse(problems: string[]): void {
    if (problems.length > 0) throw new ConfigurationInvalid(source, problems);
  }
}

/** `readSchema` reports a schema that cannot be used by its file. This is for one that comes from elsewhere. */
function compiled(schema: Json, source: string, how?: How): ValidateFunction {
  try {
    return validatorOf(schema, how);
  } catch (error) {
    throw new ConfigurationInvalid(`the schema for ${source}`, [(error as Error).message]);
  }
}

/**
 * Checks all layers together.
 *
 * @param only The components to check; all if undefined.
 * @throws ConfigurationInvalid that names the last layer that sets the first field that is wrong
 */
export function checkWhole({ schema, layers, components }: Configuration, only?: string[]): void {
  const validate = compiled(partOf(schema, only), layers[0]!.source);
  if (validate.call(WHOLE, picked(components, only))) return;
  const errors = (validate.errors ?? []).filter(({ keyword }) => !WRAPPERS.includes(keyword));
  const path = (errors[0]?.instancePath ?? '').split('/').slice(1);
  const { source, lineOf } = layerWith(layers, path) ?? layers.at(-1)!;
  const hidden = layers.flatMap(({ fromEnvironment = [] }) => fromEnvironment);
  throw new ConfigurationInvalid(source, describeProblems(errors, schema, { lineOf, hidden }));
}

/** Returns the last layer that has the value at a path, or as much of the path as there is: what is missing has no place. */
function layerWith(layers: Layer[], path: string[]): Layer | undefined {
  return path.length === 0 ? undefined : (lastWith(layers, path) ?? layerWith(layers, path.slice(0, -1)));
}

/** Returns the schema of some components; the whole one if `only` is undefined. */
export function partOf(schema: Json, only?: string[]): Json {
  return only ? { ...schema, properties: picked(schema['properties'] as Json, only) } : schema;
}

const picked = (object: Json, only?: string[]): Json =>
  only ? Object.fromEntries(Object.entries(object).filter(([name]) => only.includes(name))) : object;

/** Keywords whose errors only say that something within them is wrong. */
const WRAPPERS = ['whole', 'if'];
