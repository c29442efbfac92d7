import { dirname, join } from 'node:path';
import { partOf } from './check';
import { componentFile, composeSchema } from './compose-schema';
import type { ConfigurationFiles } from './configuration-files';
import { ConfigurationInvalid } from './errors';
import { readJson, type Json, type JsonFile } from './json-file';
import { problemsOf } from './schema-problems';

/**
 * Reads the complete schema of the configuration, with the components' own files and the defaults.
 *
 * @param checkOnly The components whose part has to be checked; all if undefined.
 * @throws ConfigurationInvalid if it is not a schema, or does not list components and their fields. The error names the
 *   file to correct: the schema itself, or the `fields.json` of a component.
 */
export function readSchema(
  { schema, defaults }: Pick<ConfigurationFiles, 'schema' | 'defaults'>,
  checkOnly?: string[],
): Json {
  const composed = composeSchema(schema, (file) => readJson(file).value, readJson(defaults).value);
  const problems = problemsOf(partOf(composed, checkOnly));
  const [first] = problems;
  if (!first) return composed;
  const { file } = placeOf(schema, first.path);
  const { lineOf } = readJson(file);
  const ofFile = problems.filter(({ path }) => placeOf(schema, path).file === file);
  throw new ConfigurationInvalid(
    file,
    ofFile.map(({ path, text }) => inWords(placeOf(schema, path).path, text, lineOf)),
  );
}

/** Returns the file that a path of the composed schema comes from, and the path in that file. */
function placeOf(schema: string, path: string[]): { file: string; path: string[] } {
  const [properties, component = '', ...rest] = path;
  const components = properties === 'properties' ? readJson(schema).value['properties'] : undefined;
  const own = componentFile((components as Json | undefined)?.[component]);
  return own === undefined ? { file: schema, path } : { file: join(dirname(schema), own), path: rest };
}

function inWords(path: string[], text: string, lineOf: JsonFile['lineOf']): string {
  const line = lineOfNearest(path, lineOf);
  return `${line === undefined ? '' : `line ${line}: `}${path.join('.') || 'the top level'}: ${text}`;
}

/** The place itself may be missing, or in a definition that the file refers to: then its surroundings have a line. */
function lineOfNearest(path: string[], lineOf: JsonFile['lineOf']): number | undefined {
  if (path.length === 0) return undefined;
  return lineOf(path) ?? lineOfNearest(path.slice(0, -1), lineOf);
}
