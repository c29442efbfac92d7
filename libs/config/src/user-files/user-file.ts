import { resolve } from 'node:path';
import { fieldsOf } from '../fields';
import type { Json } from '../json-file';
import type { ComponentConfig } from '../layer';

/** A file of the user's, or a folder with all within it, that goes into a builder's container. */
export interface UserFile {
  /** What names it, as errors have it: `container_images[0]`. */
  name: string;
  /** As it was written. */
  path: string;
  /** Absolute. */
  source: string;
  /** The folder of the container that it is put into, relative to the builder's workspace. */
  folder: string;
  /** It may be a folder. */
  folders: boolean;
  /** What relative paths are relative to. Absolute. */
  root: string;
}

/** The files that a component's fields name. What in the schema says which values are paths is the keyword `files`. */
export function userFiles(schema: Json, component: string, values: ComponentConfig, root: string): UserFile[] {
  return fieldsOf(schema)
    .filter((known) => known.component === component)
    .flatMap(({ field, files }) => {
      if (!files) return [];
      const { folder, folders = false, matching = '.' } = files;
      const isPath = new RegExp(matching);
      const value = values[field] ?? '';
      const items = Array.isArray(value)
        ? value.map((item, index) => [index, String(item)] as const)
        : [[undefined, String(value)] as const];
      return items
        .filter(([, path]) => isPath.test(path))
        .map(([index, path]) => ({
          name: index === undefined ? field : `${field}[${index}]`,
          path,
          source: resolve(root, path),
          folder,
          folders,
          root,
        }));
    });
}
