import {
  checkBoardName,
  mergedComponents,
  readLayer,
  secretsOfLayer,
  type Configuration,
  type Json,
  type Layer,
} from '@hypriotkit/config';
import type { InputPlace } from '@hypriotkit/engine';
import type { ConfigFile } from './target';

/** A file of the user's configuration that has been checked against the schema. */
export type CheckedFile = ConfigFile & { layer: Layer };

/**
 * Reads and checks the files of a configuration. What belongs together but is set in several of them is checked by the
 * image.
 *
 * @throws ConfigurationInvalid, NameInvalid
 */
export function checkedFiles(files: ConfigFile[], target: string, schema: Json): CheckedFile[] {
  const components = Object.keys(schema['properties'] ?? {});
  return files.map((config) => {
    if (config.board !== undefined) checkBoardName(config.board, components);
    return { ...config, layer: readLayer(target, config.file, schema) };
  });
}

/** Returns the values that must not be shown. */
export const secretsIn = (files: CheckedFile[], schema: Json): string[] =>
  files.flatMap(({ layer }) => secretsOfLayer(schema, layer.components));

/** Returns what the user sets for each image: the fields of each board, or those of the workspace if none is built. */
export function userFields(files: CheckedFile[]): Configuration['components'][] {
  const boards = new Set(files.flatMap(({ board }) => board ?? []));
  const fieldsFor = (name?: string) =>
    mergedComponents(files.filter(({ board }) => board === undefined || board === name).map(({ layer }) => layer));
  return boards.size > 0 ? [...boards].map(fieldsFor) : [fieldsFor()];
}

/**
 * Returns a file as the image gets it: as it was checked, whatever has become of it since. The image does not know the
 * environment that values come from.
 */
export function fileToHand({ layer }: CheckedFile, name: string): InputPlace {
  const isAsWritten = !layer.fromEnvironment?.length;
  return { name, kind: 'text', text: isAsWritten ? layer.text! : JSON.stringify(layer.components, null, 2) };
}
