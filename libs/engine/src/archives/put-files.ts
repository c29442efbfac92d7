import type { Container } from '../containers/container';
import { TransferFailed } from '../errors/transfer-failed';
import { ROOT, type FileOwner } from './file-owner';
import { makeDirectory } from './make-directory';
import { packItems } from './pack';

export interface InputFile {
  /** Relative to the directory, with slashes. */
  name: string;
  /** The file on this machine. */
  source: string;
  /** 0o644 unless given. */
  mode?: number;
}

/**
 * Copies files of any size into a directory of the container, which is made if it is missing. They and what is made
 * belong to `owner`; they keep their time of modification.
 */
export async function putFiles(
  container: Container,
  directory: string,
  files: readonly InputFile[],
  owner: FileOwner = ROOT,
): Promise<void> {
  if (files.length === 0) return;
  await makeDirectory(container, directory, owner);
  const items = files.map(({ name, source, mode = 0o644 }) => ({
    header: { ...owner, name, mode },
    file: source,
  }));
  try {
    await container.putArchive(directory, packItems(items));
  } catch (error) {
    throw onThisSide(error) ? new TransferFailed(`Copying files to ${directory}`, error.message, error) : error;
  }
}

/** An error of this machine's file system: it has a system call, and is none of ours. */
const onThisSide = (error: unknown): error is NodeJS.ErrnoException =>
  typeof (error as NodeJS.ErrnoException | undefined)?.syscall === 'string';
