import { posix } from 'node:path';
import { fromSystem, HypriotkitError } from '@hypriotkit/core';
import type { Container } from '../containers/container';
import { TransferFailed } from '../errors';
import { packItems, type TarItem } from './pack';

/** Whom a file in a container belongs to, by the numbers that count there. */
export interface FileOwner {
  uid: number;
  gid: number;
}

const ROOT: FileOwner = { uid: 0, gid: 0 };

export interface InputFile {
  /** Relative to the directory, with slashes. */
  name: string;
  /** The file on this machine. */
  source: string;
  /** 0o644 unless given. */
  mode?: number;
  /** The file's own unless given. */
  modified?: Date;
  /** What the file has to hold, where that is known: its SHA-256, 64 hex digits. */
  sha256?: string;
}

/** What else can be put beside files: it is no file of this machine. */
export type InputPlace =
  | { name: string; kind: 'text'; text: string; modified?: Date }
  | { name: string; kind: 'directory'; modified?: Date }
  | { name: string; kind: 'symlink'; target: string; modified?: Date };

/**
 * Copies files of any size into a directory of the container, which is made if it is missing. They and what is made
 * belong to `owner`; they keep their time of modification. One after the other: a file takes the place of a directory, with
 * all that is in it, and a directory that of a file.
 *
 * @throws ContentChanged when a file does not hold what it has to
 */
export async function putFiles(
  container: Container,
  directory: string,
  files: readonly (InputFile | InputPlace)[],
  owner: FileOwner = ROOT,
): Promise<void> {
  if (files.length === 0) return;
  await makeDirectory(container, directory, owner);
  try {
    await container.putArchive(directory, packItems(files.map((file) => itemOf(file, owner))));
  } catch (error) {
    // What is none of ours comes from this side: its file system, or a file that changed while it was read.
    const known = fromSystem(`Copying files to ${directory}`, error);
    if (known instanceof HypriotkitError) throw known;
    throw new TransferFailed(`Copying files to ${directory}`, (error as Error).message, error, CHANGED);
  }
}

const CHANGED =
  'A file may have changed while it was read: see that nothing writes into it, then run the command again.';

function itemOf(file: InputFile | InputPlace, owner: FileOwner): TarItem {
  const common = { ...owner, ...(file.modified && { mtime: file.modified }) };
  if ('source' in file) {
    const { name, mode = 0o644, source, sha256 } = file;
    return { header: { ...common, name, mode }, file: source, sha256 };
  }
  if (file.kind === 'text') {
    return { header: { mtime: new Date(0), ...common, name: file.name, mode: 0o644 }, text: file.text };
  }
  if (file.kind === 'directory') {
    return { header: { ...common, name: `${file.name}/`, type: file.kind, mode: 0o755 } };
  }
  return { header: { ...common, name: file.name, type: file.kind, linkname: file.target, mode: 0o777 } };
}

/** Writes a file of root's into the container, without one on this machine. Its folder is made if it is missing. */
export async function putText(container: Container, path: string, text: string, mode: number): Promise<void> {
  const [folder, name] = [posix.dirname(path), posix.basename(path)];
  await makeDirectory(container, folder);
  await container.putArchive(folder, packItems([{ header: { ...ROOT, name, mode, mtime: new Date(0) }, text }]));
}

/** Makes a directory of the container, and those above it, as far as they are missing; those belong to `owner`. */
export async function makeDirectory(container: Container, directory: string, owner: FileOwner = ROOT): Promise<void> {
  const missing: string[] = [];
  let existing = posix.normalize(directory);
  while (existing !== '/' && !(await container.hasPath(existing))) {
    missing.unshift(existing);
    existing = posix.dirname(existing);
  }
  if (missing.length === 0) return;
  const items = missing.map((path) => ({
    header: {
      ...owner,
      name: `${posix.relative(existing, path)}/`,
      type: 'directory' as const,
      mode: 0o755,
      mtime: new Date(0),
    },
  }));
  await container.putArchive(existing, packItems(items));
}
