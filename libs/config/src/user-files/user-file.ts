import { resolve } from 'node:path';
import { inWords } from '../describe-problems';
import { fieldsOf, type FilesOfField } from '../fields';
import type { Json } from '../json-file';
import { placeOf, textOf, type ComponentConfig, type Configuration, type FieldValue } from '../layer';
import { memberOf, partAt, type SchemaPart } from '../schema-part';
import type { ContentKind } from './content';

/** A user's file, or a folder with everything in it, that is copied into a builder's container. */
export interface UserFile {
  /** The setting that names the file, as errors show it: `container_images[0]`. */
  name: string;
  /** Where the setting stands: `configs.json, line 12`; undefined if that is not known. */
  place?: string;
  /** The path as the user wrote it. */
  path: string;
  /** The absolute path. */
  source: string;
  /** The target folder in the container, relative to the builder's workspace. */
  folder: string;
  /** Whether it may hold secrets: then even its checksum is not published. */
  secret?: boolean;
  /** Whether it may be a folder, or must be one. */
  folders: boolean | 'only';
  /** The kind of content that it must have; any content by default. */
  content?: ContentKind;
  /** Names within the folder that are refused, as regular expressions, each with the reason. */
  refused?: Record<string, string>;
  /** What the folder must contain at its top. */
  contains?: FilesOfField['contains'];
  /** Paths that the folder must have, by the settings that name them. */
  listed?: Record<string, string>;
  /** The absolute path that relative paths are relative to. */
  root: string;
}

/** Returns the files that a component's configuration names, with the places where it does: see userFiles. */
export function configuredFiles(configuration: Configuration, component: string, root: string): UserFile[] {
  const { schema, components } = configuration;
  const placeAt = (path: string[]) => placeOf(configuration, [component, ...path]);
  return userFiles(schema, component, components[component] ?? {}, root, placeAt);
}

/**
 * Returns the files that a component's fields name. The schema's keyword `files` says which values are paths: of a
 * field, of the items of a list, or of a member of an object.
 *
 * @param placeAt Returns where a setting stands: the field, and what is in it.
 */
export function userFiles(
  schema: Json,
  component: string,
  values: ComponentConfig,
  root: string,
  placeAt: (path: string[]) => string | undefined = () => undefined,
): UserFile[] {
  return fieldsOf(schema)
    .filter((known) => known.component === component && known.namesFiles)
    .flatMap(({ field }) => filesIn(values[field] ?? '', partAt(schema, [component, field]), [field]));

  function filesIn(value: FieldValue, part: SchemaPart, at: string[], ofList?: FilesOfField): UserFile[] {
    const files = (part.own['files'] as FilesOfField | undefined) ?? ofList;
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => filesIn(item, memberOf(part, index), [...at, String(index)], files));
    }
    // The options of a project.json may be read before they are checked.
    if (value === null) return [];
    if (typeof value === 'object') {
      return Object.entries(value).flatMap(([member, inner]) =>
        filesIn(inner, memberOf(part, member), [...at, member]),
      );
    }
    const path = String(value);
    if (!files || !new RegExp(files.matching ?? '.').test(path)) return [];
    const { folder, secret, folders = false, refused, contains, content: kind } = files;
    const content = typeof kind === 'object' ? kind.values[textOf(values, kind.field)] : kind;
    const listed = files.listed && listedIn(values, files.listed);
    const named = { name: inWords(at), place: placeAt(at), path, source: resolve(root, path) };
    return [{ ...named, folder, ...(secret && { secret }), folders, content, refused, contains, listed, root }];
  }
}

/** Returns the paths in a list of objects, by the settings that name them: `file_modes[0].path`. */
function listedIn(values: ComponentConfig, { field, member }: NonNullable<FilesOfField['listed']>) {
  const items = [values[field] ?? []].flat() as ComponentConfig[];
  return Object.fromEntries(
    items.map((item, index) => [inWords([field, String(index), member]), textOf(item, member)]),
  );
}
