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

/**
 * Returns the given files of a component and those in the given subfolders, sorted by name. Files for development are
 * left out.
 */
export function sourceFiles(root: string, names: string[]): SourceFile[] {
  return names
    .flatMap((name) => filesAt(join(root, name)))
    .filter((file) => !isForDevelopment(relative(root, file).replaceAll('\\', '/')))
    .sort()
    .map((file) => ({
      path: relative(root, file).replaceAll('\\', '/'),
      content: readFileSync(file),
      mode: statSync(file).mode & 0o777,
    }));
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
