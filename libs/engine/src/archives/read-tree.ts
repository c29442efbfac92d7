import { text } from 'node:stream/consumers';
import type { Container } from '../containers/container';
import { TransferFailed } from '../errors';
import { nameWithin } from './name-within';
import { readArchive } from './read-archive';

/** An entry of a directory. A small file is represented by its text. */
export type TreeEntry = { text: string } | { text?: undefined; kind: 'directory' | 'other' };

/** Size limit of a small file, in bytes. */
const LARGEST = 1024 * 1024;

/** A file is far too large. Nothing after it was read. */
export class TreeTooLarge extends TransferFailed {
  constructor(
    directory: string,
    /** Relative to the directory. */
    readonly file: string,
  ) {
    super(`Reading ${directory}`, `${file} is larger than expected`);
  }
}

/**
 * Reads a directory of small text files and everything below it, by relative names. Entries that are not files have no
 * text.
 *
 * @throws PathNotFound when the directory does not exist
 * @throws TreeTooLarge
 */
export async function readTree(container: Container, directory: string): Promise<Map<string, TreeEntry>> {
  const tree = new Map<string, TreeEntry>();
  await readArchive(await container.getArchive(directory), `Reading ${directory}`, (header) => {
    const name = nameWithin(directory, header.name);
    if (name === '') return undefined;
    const isFile = header.type === 'file' || header.type === 'contiguous-file';
    tree.set(name, { kind: header.type === 'directory' ? 'directory' : 'other' });
    if (!isFile) return undefined;
    if (header.size > LARGEST) throw new TreeTooLarge(directory, name);
    return async (content) => void tree.set(name, { text: await text(content) });
  });
  return tree;
}
