import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody reads at run time: types, sources of other languages than JavaScript, maps to them, explanations. */
const UNREAD = /\.(d\.)?[cm]?ts$|\.map$|\.(md|markdown)$/i;
/** Binaries of other platforms than the engine's, in packages that bring them all. */
const PREBUILDS = /^(android|darwin|ios|win32|freebsd|openbsd|sunos)-/;

/** Makes a folder node_modules as small as it can be without a change in what it does. Licences stay. */
export function removeUnused(modules: string): void {
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isForeign = entry.isDirectory() && entry.parentPath.endsWith('prebuilds') && PREBUILDS.test(entry.name);
    if (isForeign || (entry.isFile() && UNREAD.test(entry.name))) rmSync(path, { recursive: true, force: true });
  }
}
