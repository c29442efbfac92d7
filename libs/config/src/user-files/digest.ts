import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { entriesOf, type FileEntry } from './entries';
import { FileUnusable } from './file-unusable';
import type { UserFile } from './user-file';

/**
 * What files of the user's hold: names, contents and whether they are executable, and nothing of times or of where they
 * lie. Read to their ends, never held in memory.
 *
 * @returns for each file, where it is put, and its SHA-256 (64 hex digits)
 * @throws FileUnusable
 */
export async function userFileDigests(files: UserFile[]): Promise<[folder: string, sha256: string][]> {
  const digests: [string, string][] = [];
  for (const file of files) {
    const digest = createHash('sha256');
    for (const entry of entriesOf(file)) digest.update(`${JSON.stringify(await contentOf(entry, file))}\n`);
    digests.push([file.folder, digest.digest('hex')]);
  }
  return digests.sort();
}

async function contentOf(entry: FileEntry, file: UserFile): Promise<unknown[]> {
  if (entry.kind === 'directory') return [entry.kind, entry.name];
  if (entry.kind === 'symlink') return [entry.kind, entry.name, entry.target];
  const digest = createHash('sha256');
  await pipeline(createReadStream(entry.source), digest).catch((error: Error) => {
    throw new FileUnusable(file, error.message, undefined, error);
  });
  return [entry.kind, entry.name, entry.executable, digest.digest('hex')];
}
