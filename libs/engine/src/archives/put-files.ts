import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { fromSystem, HypriotkitError } from '@hypriotkit/core';
import type { Container } from '../containers/container';
import { TransferFailed } from '../errors';
import { packItems, type TarItem } from './pack';

/** The owner of a file in a container, by numeric ids. */
export interface FileOwner {
  uid: number;
  gid: number;
}

const ROOT: FileOwner = { uid: 0, gid: 0 };

export interface InputFile {
  /** Relative to the directory, with slashes. */
  name: string;
  /** Path of the file on this machine. */
  source: string;
  /** By default 0o644. */
  mode?: number;
  /** By default the file's own. */
  modified?: Date;
  /** Expected SHA-256 of the content, 64 hex digits, if known. */
  sha256?: string;
}

/** Something to create that is not copied from a file of this machine. */
export type InputPlace =
  | { name: string; kind: 'text'; text: string; modified?: Date }
  | { name: string; kind: 'directory'; modified?: Date }
  | { name: string; kind: 'symlink'; target: string; modified?: Date };

/**
 * Copies files of any size into a directory of the container and creates the directory if necessary. Everything created
 * belongs to `owner`. Files keep their time of modification. Items are copied in order; a file replaces a directory and
 * all its content, and a directory replaces a file.
 *
 * @throws ContentChanged when a file has another SHA-256 than expected
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
    // Any other error has a local cause, such as the file system or a file that changed while it was read.
    const known = fromSystem(`Copying files to ${directory}`, error);
    if (known instanceof HypriotkitError) throw known;
    throw new TransferFailed(`Copying files to ${directory}`, (error as Error).message, error, CHANGED);
  }
}

/**
 * Returns a tar archive of files, to be unpacked by root. The stream fails with ContentChanged at a file with another SHA-256
 * than expected.
 */
export const packFiles = (files: readonly (InputFile | InputPlace)[]): Readable =>
  packItems(files.map((file) => itemOf(file, ROOT)));

const CHANGED =
  'A file may have changed while it was read: make sure that nothing writes to it, then run the command again.';

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

/** Writes a text to a file in the container, owned by root. Creates its folder if necessary. */
export async function putText(container: Container, path: string, text: string, mode: number): Promise<void> {
  const [folder, name] = [posix.dirname(path), posix.basename(path)];
  await makeDirectory(container, folder);
  await container.putArchive(folder, packItems([{ header: { ...ROOT, name, mode, mtime: new Date(0) }, text }]));
}

/** Creates a directory in the container and its missing parents. The created ones belong to `owner`. */
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
