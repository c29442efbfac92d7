import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isForDevelopment } from './for-development';

/** A file that goes into the workspace. */
export interface SourceFile {
  /** Relative to the component's folder, with `/`. */
  path: string;
  content: Buffer;
  /** Permissions: builders run their scripts. */
  mode: number;
}

/** The files in folders of a component's folder, in the order of their names, without those for its development. */
export function sourceFiles(root: string, folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isForDevelopment(relative(root, file).replaceAll('\\', '/')))
    .sort()
    .map((file) => ({
      path: relative(root, file).replaceAll('\\', '/'),
      content: readFileSync(file),
      mode: statSync(file).mode & 0o777,
    }));
}
