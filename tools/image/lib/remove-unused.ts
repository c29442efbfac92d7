import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Files that are not needed at run time: types, TypeScript sources, source maps and documentation. */
const UNREAD = /\.(d\.)?[cm]?ts$|\.map$|\.(md|markdown)$/i;
/** Folders with binaries for other platforms, in packages that contain them for all platforms. */
const PREBUILDS = /^(android|darwin|ios|win32|freebsd|openbsd|sunos)-/;

/** Removes files from a folder node_modules that are not needed at run time. Licences stay. */
export function removeUnused(modules: string): void {
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isForeign = entry.isDirectory() && entry.parentPath.endsWith('prebuilds') && PREBUILDS.test(entry.name);
    if (isForeign || (entry.isFile() && UNREAD.test(entry.name))) rmSync(path, { recursive: true, force: true });
  }
}
