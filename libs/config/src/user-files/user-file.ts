import { resolve } from 'node:path';
import { fieldsOf } from '../fields';
import type { Json } from '../json-file';
import { textOf, type ComponentConfig } from '../layer';
import type { ContentKind } from './content';

/** A user's file, or a folder with everything in it, that is copied into a builder's container. */
export interface UserFile {
  /** The setting that names the file, as errors show it: `container_images[0]`. */
  name: string;
  /** The path as the user wrote it. */
  path: string;
  /** The absolute path. */
  source: string;
  /** The target folder in the container, relative to the builder's workspace. */
  folder: string;
  /** Whether it may be a folder. */
  folders: boolean;
  /** The kind of content that it must have; any content by default. */
  content?: ContentKind;
  /** The absolute path that relative paths are relative to. */
  root: string;
}

/** Returns the files that a component's fields name. The schema's keyword `files` says which values are paths. */
export function userFiles(schema: Json, component: string, values: ComponentConfig, root: string): UserFile[] {
  return fieldsOf(schema)
    .filter((known) => known.component === component)
    .flatMap(({ field, files }) => {
      if (!files) return [];
      const { folder, folders = false, matching = '.', content } = files;
      const isPath = new RegExp(matching);
      const value = values[field] ?? '';
      const items = Array.isArray(value)
        ? value.map((item, index) => [index, typeof item === 'string' ? item : ''] as const)
        : [[undefined, textOf(values, field)] as const];
      return items
        .filter(([, path]) => isPath.test(path))
        .map(([index, path]) => ({
          name: index === undefined ? field : `${field}[${index}]`,
          path,
          source: resolve(root, path),
          folder,
          folders,
          ...(content && { content: content.values[textOf(values, content.field)] }),
          root,
        }));
    });
}
