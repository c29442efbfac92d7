import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import type { Container } from '../containers/container';
import { NotAFile, TransferFailed } from '../errors';
import { nameWithin } from './name-within';
import { readArchive } from './read-archive';

export interface ArchivedFile {
  /** Relative to the directory, with slashes. */
  name: string;
  size: number;
  mode: number;
  modified: Date;
}

/** Names of files that have several, and were accepted. The engine is asked for each. */
const MOST_FURTHER_NAMES = 10_000;

/** Receives the content of a file. It must read all of it or throw. */
type FileSink = (file: ArchivedFile, content: Readable) => Promise<void>;

/**
 * Copies files of any size out of a directory of the container. Each file whose name `match` accepts goes to `sink`,
 * one after the other. Resolves to the names of these files. An error of the sink ends the transfer and is passed on
 * unchanged.
 *
 * @param others is called for anything else with an accepted name, such as a folder; without it, that is an error
 * @throws NotAFile, PathNotFound, TransferFailed
 */
export async function getFiles(
  container: Container,
  directory: string,
  match: (name: string) => boolean,
  sink: FileSink,
  others?: (name: string, error: NotAFile) => void,
): Promise<string[]> {
  const root = posix.resolve('/', directory);
  const taken: string[] = [];
  const furtherNames: string[] = [];
  const taker = (name: string, header: Header) => async (content: Readable) => {
    await sink({ name, size: header.size, mode: header.mode, modified: header.mtime }, content);
    taken.push(name);
  };

  const what = `Copying files from ${root}`;
  await readArchive(await container.getArchive(root), what, (header) => {
    const name = nameWithin(root, header.name);
    if (name === '' || (header.type === 'directory' && !others) || !match(name)) return undefined;
    // A file with two names is in the archive once. The second entry only refers to the first.
    if (header.type === 'link') {
      if (furtherNames.push(name) > MOST_FURTHER_NAMES)
        throw new TransferFailed(what, 'too many files have several names');
      return undefined;
    }
    if (others && !isFile(header)) return void others(name, new NotAFile(name, header));
    return taker(name, fileOnly(name, header));
  });
  for (const name of furtherNames) {
    // A file requested alone comes with its content.
    const archive = await container.getArchive(posix.join(root, name));
    await readArchive(archive, `Copying ${name} from ${root}`, (header) => taker(name, fileOnly(name, header)));
  }
  return taken;
}

const isFile = ({ type }: Header): boolean => type === 'file' || type === 'contiguous-file';

/** Returns the entry if it is a file. Throws NotAFile otherwise. */
export function fileOnly(name: string, header: Header): Header {
  if (isFile(header)) return header;
  throw new NotAFile(name, header);
}
