import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TarItem } from '../archives/pack';
import { packItems } from '../archives/pack';
import type { HashedEntry } from './context-digest';

/** The same time for all files, so that the image does not depend on when they were checked out. */
const NO_TIME = new Date(0);

/**
 * Returns a build context as a tar archive. The same files give the same bytes. The stream fails with ContentChanged at
 * a file that has changed since the context was read.
 *
 * @param texts replacement texts of files, by path
 */
export function packContext(
  folder: string,
  entries: readonly HashedEntry[],
  texts: Record<string, string> = {},
): Readable {
  return packItems(
    entries.map((entry): TarItem => {
      const common = { mtime: NO_TIME, uid: 0, gid: 0 };
      const text = texts[entry.path];
      if (text !== undefined) return { header: { ...common, name: entry.path, type: 'file', mode: 0o644 }, text };
      switch (entry.kind) {
        case 'directory':
          return { header: { ...common, name: `${entry.path}/`, type: 'directory', mode: 0o755 } };
        case 'symlink':
          return { header: { ...common, name: entry.path, type: 'symlink', linkname: entry.target, mode: 0o777 } };
        case 'file': {
          const { path, executable, sha256, source = join(folder, path) } = entry;
          const header = { ...common, name: path, type: 'file' as const, mode: executable ? 0o755 : 0o644 };
          return { header, file: source, sha256 };
        }
      }
    }),
  );
}
