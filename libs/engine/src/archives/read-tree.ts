import { text } from 'node:stream/consumers';
import type { Container } from '../containers/container';
import { TransferFailed } from '../errors';
import { nameWithin } from './name-within';
import { readArchive } from './read-archive';

/** What a name in a directory stands for: a small file is its text. */
export type TreeEntry = { text: string } | { text?: undefined; kind: 'directory' | 'other' };

/** What is larger is no small file. */
const LARGEST = 1024 * 1024;

/** There is a file that is far too large: nothing after it was read. */
export class TreeTooLarge extends TransferFailed {
  constructor(
    directory: string,
    /** Its name, relative to the directory. */
    readonly file: string,
  ) {
    super(`Reading ${directory}`, `${file} is too large for what it should be`);
  }
}

/**
 * Reads a directory of small text files: everything below it, by names relative to it. What is no file is only named.
 *
 * @throws PathNotFound when there is no such directory
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
