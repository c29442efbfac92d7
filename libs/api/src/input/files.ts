import { isAbsolute, posix, relative, sep } from 'node:path';
import {
  checkUserFiles,
  FileUnusable,
  userFiles,
  withAllUnusable,
  type ComponentConfig,
  type Configuration,
  type Json,
  type UserFile,
} from '@hypriotkit/config';
import { IN_IMAGE } from '@hypriotkit/contract';

/** A user's file that is copied into the orchestrator's container. */
export interface ContainerFile extends UserFile {
  component: string;
  /** Absolute path of its folder in the container. */
  folder: string;
  /** Absolute path in the container that the image must not have itself. */
  free: string;
}

/**
 * Returns the files that the configurations of images name, each once, after checking them.
 *
 * A relative path is relative to the target folder; in the container, it is relative to the workspace. An absolute path
 * is the same in the container.
 *
 * @throws FileUnusable, FilesUnusable
 */
export function filesIn(images: Configuration['components'][], target: string, schema: Json): ContainerFile[] {
  const components = images.flatMap((image) => Object.entries(image));
  const files = withAllUnusable(components, ([component, fields]) => filesOf(component, fields)).flat();
  // Boards have the files of the workspace in common.
  return [...new Map(files.map((file) => [JSON.stringify([file.source, file.folder]), file])).values()];

  function filesOf(component: string, fields: ComponentConfig): ContainerFile[] {
    const found = userFiles(schema, component, fields, target);
    checkUserFiles(found, component);
    return found.map((file) => ({ ...file, ...placeOf(file, component), component }));
  }
}

function placeOf(file: UserFile, component: string): Pick<ContainerFile, 'folder' | 'free'> {
  const { path, source, root } = file;
  if (isAbsolute(path)) return { folder: posix.dirname(source), free: source };
  const [first, ...others] = relative(root, source).split(sep) as [string, ...string[]];
  if (first === '..') {
    const error = new FileUnusable(file, 'it is outside the target folder', 'Move it there, or give an absolute path.');
    throw Object.assign(error, { component });
  }
  return {
    folder: posix.join(IN_IMAGE.workspace, first, ...others, '..'),
    free: posix.join(IN_IMAGE.workspace, first),
  };
}
