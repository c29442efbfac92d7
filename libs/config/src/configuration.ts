import { lstatSync } from 'node:fs';
import { check, checkWhole } from './check';
import { boardFiles } from './boards';
import { configurationFiles, shortName, type ConfigurationFiles } from './configuration-files';
import { withEnvironmentValues } from './environment-values';
import { ConfigurationInvalid } from './errors';
import { readJson, type Json } from './json-file';
import { withInherited, withoutInherited } from './inherit';
import { readSchema } from './schema-file';
import type { Configuration, Layer } from './layer';
import { closest } from './closest';
import { mergedComponents, withReplaced } from './merge';

interface Circumstances {
  env?: NodeJS.ProcessEnv;
  /** The board whose files are laid over the workspace's. */
  board?: string;
  /** What to do about a value whose environment variable is not set. */
  whereUnset?: 'refuse' | 'drop';
  /**
   * The components to check; all if undefined. For tasks of a run whose files have been checked when it began: checking all
   * components takes longer than everything else that is done to a configuration. Components with values from environment
   * variables are checked in any case.
   */
  checkOnly?: string[];
}

/**
 * Reads the layers of a workspace's configuration: the defaults, the user's file, then the files of a board. Each
 * overrides those before it.
 *
 * @throws ConfigurationInvalid if a file is not JSON or does not fit the schema
 */
export function loadConfiguration(workspaceRoot: string, circumstances: Circumstances = {}): Configuration {
  const { env = process.env, board, checkOnly } = circumstances;
  const files = configurationFiles(workspaceRoot, env);
  const schema = readSchema(files, checkOnly);
  const layers = [files.defaults, ...(isUserFileThere(files) ? [files.user] : [])].map((file) =>
    readLayer(workspaceRoot, file, schema, circumstances),
  );
  const configuration = merged(schema, layers, checkOnly);
  return board === undefined ? configuration : withBoard(configuration, workspaceRoot, board, circumstances);
}

/**
 * Returns a workspace's configuration with the files of a board laid over it.
 *
 * @throws ConfigurationInvalid if a file is not JSON or does not fit the schema
 */
export function withBoard(
  { schema, layers }: Configuration,
  workspaceRoot: string,
  board: string,
  circumstances: Omit<Circumstances, 'board'> = {},
): Configuration {
  const own = boardFiles(workspaceRoot, board).map((file) => readLayer(workspaceRoot, file, schema, circumstances));
  return merged(schema, [...layers, ...own.map((layer) => ({ ...layer, board }))], circumstances.checkOnly);
}

/** A dangling link counts as a file, since someone put it there on purpose. */
const isUserFileThere = ({ user, userNamed }: ConfigurationFiles): boolean =>
  userNamed || lstatSync(user, { throwIfNoEntry: false }) !== undefined;

/**
 * Reads one file of a configuration and checks it.
 *
 * @throws ConfigurationInvalid
 */
export function readLayer(
  workspaceRoot: string,
  file: string,
  schema: Json,
  { env = process.env, whereUnset = 'refuse', checkOnly }: Omit<Circumstances, 'board'> = {},
): Layer {
  const read = readJson(file);
  const { value, fields, places } = withEnvironmentValues(file, read, schema, env, whereUnset);
  const only = withThoseFromEnvironment(checkOnly, [{ fromEnvironment: fields }]);
  const { $schema: _, ...written } = read.value;
  const { $schema, ...components } = check(file, value, schema, {
    lineOf: read.lineOf,
    hidden: fields,
    variables: places,
    only,
  });
  return {
    source: shortName(workspaceRoot, file),
    components: components as Layer['components'],
    fromEnvironment: fields,
    written: written as Layer['components'],
    lineOf: read.lineOf,
    text: read.text,
  };
}

/** Environment variables may have changed since the files were checked. */
function withThoseFromEnvironment(
  checkOnly: string[] | undefined,
  layers: Pick<Layer, 'fromEnvironment'>[],
): string[] | undefined {
  const fields = layers.flatMap((layer) => layer.fromEnvironment ?? []);
  return checkOnly && [...checkOnly, ...fields.map((field) => field.split('.')[0]!)];
}

/**
 * Returns the configuration with one more layer, which sets fields of one component.
 *
 * @param asText Whether the values are words of a command line, to be converted to the types of the schema.
 * @throws ConfigurationInvalid if there is no such component, or a field does not fit the schema
 */
export function withLayer(
  configuration: Configuration,
  source: string,
  component: string,
  fields: Record<string, unknown>,
  { asText = false } = {},
): Configuration {
  const { schema, layers, components } = configuration;
  if (!components[component]) {
    throw new ConfigurationInvalid(layers[0]!.source, [
      `${component}: no such component${closest(component, Object.keys(components))}`,
    ]);
  }
  if (Object.keys(fields).length === 0) return configuration;
  const checked = check(source, { [component]: fields }, schema, { asText, only: [component] });
  return merged(schema, [...layers, { source, components: checked as Layer['components'] }], [component]);
}

function merged(schema: Json, given: Layer[], checkOnly?: string[]): Configuration {
  const own = given.map((layer) => withReplaced(withoutInherited(layer), schema));
  const layers = withInherited(own, schema);
  const configuration = { schema, layers, components: mergedComponents(layers) };
  checkWhole(configuration, withThoseFromEnvironment(checkOnly, layers));
  return configuration;
}
