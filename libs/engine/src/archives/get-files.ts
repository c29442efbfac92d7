import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import type { Container } from '../containers/container';
import { NotAFile } from '../errors';
import { nameWithin } from './name-within';
import { readArchive } from './read-archive';

export interface ArchivedFile {
  /** Relative to the directory, with slashes. */
  name: string;
  size: number;
  mode: number;
  modified: Date;
}

/** Takes the content of a file. It has to read all of it, or throw. */
type FileSink = (file: ArchivedFile, content: Readable) => Promise<void>;

/**
 * Copies files of any size out of a directory of the container: each one that `match` wants by its name goes to `sink`,
 * one after the other. Resolves to the names that were taken. An error of the sink ends the transfer and is thrown as
 * it is.
 *
 * @param others is told what else has a name that is wanted, folders included; without it that is an error
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

  await readArchive(await container.getArchive(root), `Copying files from ${root}`, (header) => {
    const name = nameWithin(root, header.name);
    if (name === '' || (header.type === 'directory' && !others) || !match(name)) return undefined;
    // A file that has two names is in the archive once; under the other name there is only a reference to it.
    if (header.type === 'link') return void furtherNames.push(name);
    if (others && !isFile(header)) return void others(name, new NotAFile(name, header));
    return taker(name, fileOnly(name, header));
  });
  for (const name of furtherNames) {
    // Asked for alone, it comes with its content.
    const archive = await container.getArchive(posix.join(root, name));
    await readArchive(archive, `Copying ${name} from ${root}`, (header) => taker(name, fileOnly(name, header)));
  }
  return taken;
}

const isFile = ({ type }: Header): boolean => type === 'file' || type === 'contiguous-file';

/** The entry, if it is a file: anything else has no content to copy. */
export function fileOnly(name: string, header: Header): Header {
  if (isFile(header)) return header;
  throw new NotAFile(name, header);
}
