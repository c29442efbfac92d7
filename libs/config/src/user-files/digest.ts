import { createHash } from 'node:crypto';
import { reasonOf, sha256OfFile } from '@hypriotkit/core';
import { entriesOf, type FileEntry } from './entries';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';

type File = Extract<FileEntry, { kind: 'file' }>;

/** An entry to copy into a container. A file has the SHA-256 (64 hex digits) of its content when it was read. */
export type ReadEntry = Exclude<FileEntry, File> | (File & { sha256: string });

/** A user's file after reading. */
export interface ReadFile extends UserFile {
  entries: ReadEntry[];
}

/**
 * Reads the user's files completely to compute their digests, without holding them in memory.
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
 * Returns digests of the user's files. They cover names, contents and executable bits, but not times or locations.
 *
 * @returns for each file, its target folder and its SHA-256 (64 hex digits), sorted
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

/**
 * Reads files and returns their digests: see digestsOf.
 *
 * @throws FileUnusable
 */
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
