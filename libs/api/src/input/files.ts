import { dirname, isAbsolute, posix, relative, sep } from 'node:path';
import {
  checkUserFiles,
  FileUnusable,
  userFiles,
  type ComponentConfig,
  type Json,
  type UserFile,
} from '@hypriotkit/config';
import { IN_IMAGE } from '@hypriotkit/contract';
import type { Configs } from './target';

/** A file of the user's on its way into the orchestrator's container. */
export interface ContainerFile extends UserFile {
  component: string;
  /** Its folder there. Absolute. */
  folder: string;
  /** What it must not lie in or take the place of there. Absolute. */
  free: string;
}

/**
 * The files that a configs.json names, checked: those of relative paths lie in the target folder, and in the container at
 * the same path of its workspace; the others lie there where they lie here.
 *
 * @throws FileUnusable
 */
export function filesIn({ file, value }: Configs, schema: Json): ContainerFile[] {
  const target = dirname(file);
  const { $schema, ...components } = value as Record<string, ComponentConfig>;
  return Object.entries(components).flatMap(([component, fields]) => {
    const files = userFiles(schema, component, fields, target);
    try {
      checkUserFiles(files);
      return files.map((found) => ({ ...found, ...placeOf(found), component }));
    } catch (error) {
      throw error instanceof FileUnusable ? Object.assign(error, { component }) : error;
    }
  });
}

function placeOf(file: UserFile): Pick<ContainerFile, 'folder' | 'free'> {
  const { path, source, root } = file;
  if (isAbsolute(path)) return { folder: posix.dirname(source), free: source };
  const [first, ...others] = relative(root, source).split(sep) as [string, ...string[]];
  if (first === '..') {
    throw new FileUnusable(file, 'it lies outside of the target folder', 'Move it there, or write an absolute path.');
  }
  return {
    folder: posix.join(IN_IMAGE.workspace, first, ...others, '..'),
    free: posix.join(IN_IMAGE.workspace, first),
  };
}
