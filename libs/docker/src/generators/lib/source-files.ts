import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isForDevelopment } from './for-development';

/** A file to be written into the workspace. */
export interface SourceFile {
  /** Relative to the component's folder, with `/` as the separator. */
  path: string;
  content: Buffer;
  /** Permission bits. Builders' scripts must be executable. */
  mode: number;
}

/** Returns the files in the given subfolders of a component, sorted by name. Files for development are left out. */
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
