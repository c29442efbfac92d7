import { createHash } from 'node:crypto';
import { reasonOf, sha256OfFile } from '@hypriotkit/core';
import { entriesOf, type FileEntry } from './entries';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';

type File = Extract<FileEntry, { kind: 'file' }>;

/** Something that is put into a container, with what it held when it was read: SHA-256, 64 hex digits. */
export type ReadEntry = Exclude<FileEntry, File> | (File & { sha256: string });

/** A file of the user's that has been read. */
export interface ReadFile extends UserFile {
  entries: ReadEntry[];
}

/**
 * Reads files of the user's to their ends; they are never held in memory.
 *
 * @throws FileUnusable
 */
export async function readUserFiles<T extends UserFile>(files: readonly T[]): Promise<(T & ReadFile)[]> {
  const read: (T & ReadFile)[] = [];
  for (const file of files) {
    const entries: ReadEntry[] = [];
    for (const entry of entriesOf(file)) {
      entries.push(entry.kind === 'file' ? { ...entry, sha256: await digestOf(entry, file) } : entry);
    }
    read.push({ ...file, entries });
  }
  return read;
}

/**
 * What files of the user's hold: names, contents and whether they are executable, and nothing of times or of where they
 * lie.
 *
 * @returns for each file, where it is put, and its SHA-256 (64 hex digits)
 */
export function digestsOf(files: readonly ReadFile[]): [folder: string, sha256: string][] {
  return files
    .map(({ folder, entries }): [string, string] => {
      const digest = createHash('sha256');
      for (const entry of entries) digest.update(`${JSON.stringify(contentOf(entry))}\n`);
      return [folder, digest.digest('hex')];
    })
    .sort();
}

/** The same of files that are read for it. @throws FileUnusable */
export const userFileDigests = async (files: readonly UserFile[]): Promise<[folder: string, sha256: string][]> =>
  digestsOf(await readUserFiles(files));

function contentOf(entry: ReadEntry): unknown[] {
  if (entry.kind === 'directory') return [entry.kind, entry.name];
  if (entry.kind === 'symlink') return [entry.kind, entry.name, entry.target];
  return [entry.kind, entry.name, entry.executable, entry.sha256];
}

async function digestOf({ source, name }: File, file: UserFile): Promise<string> {
  return sha256OfFile(source).catch((error: Error) => {
    throw new FileUnusable(file, `${name}: ${reasonOf(error)}`, undefined, error);
  });
}
