import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TarItem } from '../archives/pack';
import { packItems } from '../archives/pack';
import { contextFiles } from './context-files';

/** One time for all: what is copied into an image does not depend on when it was checked out. */
const NO_TIME = new Date(0);

/** The build context of a folder as a tar archive, the same bytes for the same files. */
export async function packContext(folder: string, dockerfile?: string): Promise<Readable> {
  const entries = await contextFiles(folder, dockerfile);
  return packItems(
    entries.map((entry): TarItem => {
      const common = { mtime: NO_TIME, uid: 0, gid: 0 };
      switch (entry.kind) {
        case 'directory':
          return { header: { ...common, name: `${entry.path}/`, type: 'directory', mode: 0o755 } };
        case 'symlink':
          return { header: { ...common, name: entry.path, type: 'symlink', linkname: entry.target, mode: 0o777 } };
        case 'file': {
          const mode = entry.executable ? 0o755 : 0o644;
          return { header: { ...common, name: entry.path, type: 'file', mode }, file: join(folder, entry.path) };
        }
      }
    }),
  );
}
