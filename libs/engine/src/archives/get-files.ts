import { HypriotkitError } from '@hypriotkit/core';
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Extract } from 'tar-stream';
import type { Container } from '../containers/container';
import { TransferFailed } from '../errors/transfer-failed';
import { nameWithin } from './name-within';

export interface ArchivedFile {
  /** Relative to the directory, with slashes. */
  name: string;
  size: number;
  mode: number;
  modified: Date;
}

/** One entry of an archive that is being read: a stream with a header. */
type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/** Takes the content of a file. It has to read all of it, or throw. */
export type FileSink = (file: ArchivedFile, content: Readable) => Promise<void>;

/**
 * Copies files of any size out of a directory of the container: each one that `match` wants by its name goes to `sink`,
 * one after the other, in the archive's order. Resolves to the names that were taken. An error of the sink ends
 * the transfer and is thrown as it is.
 */
export async function getFiles(
  container: Container,
  directory: string,
  match: (name: string) => boolean,
  sink: FileSink,
): Promise<string[]> {
  const archive = await container.getArchive(posix.resolve('/', directory));
  const unpacker = extract();
  const taken: string[] = [];
  const theirs: { error?: unknown } = {};
  const unpacking = unpack(unpacker, directory, match, async (file, content) => {
    await sink(file, content).catch((error: unknown) => {
      theirs.error = error;
      throw error;
    });
    taken.push(file.name);
  });
  try {
    await Promise.all([pipeline(archive, unpacker), unpacking]);
    return taken;
  } catch (error) {
    archive.destroy();
    unpacker.destroy();
    await unpacking.catch(() => undefined);
    if ('error' in theirs) throw theirs.error;
    if (error instanceof HypriotkitError) throw error;
    throw new TransferFailed(`Copying files from ${directory}`, (error as Error).message, error);
  }
}

async function unpack(unpacker: Extract, directory: string, match: (name: string) => boolean, sink: FileSink) {
  for await (const entry of unpacker) {
    const name = nameWithin(directory, entry.header.name);
    if (name === '' || entry.header.type === 'directory' || !match(name)) {
      entry.resume();
      continue;
    }
    assertFile(entry, name);
    await pass(entry, name, sink);
  }
}

function assertFile({ header }: Entry, name: string): void {
  if (header.type === 'file' || header.type === 'contiguous-file') return;
  const what = header.linkname ? `a link to ${header.linkname}` : `a ${header.type ?? 'thing'}`;
  throw new TransferFailed(`Copying ${name} from the container`, `it is ${what}, not a file of its own`);
}

async function pass(entry: Entry, name: string, sink: FileSink): Promise<void> {
  const { size = 0, mode = 0o644, mtime = new Date(0) } = entry.header;
  let read = 0;
  const counted = async function* () {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      read += chunk.length;
      yield chunk;
    }
  };
  await sink({ name, size, mode, modified: mtime }, Readable.from(counted(), { objectMode: false }));
  if (read !== size)
    throw new TransferFailed(`Copying ${name} from the container`, `${read} of ${size} bytes were taken`);
}
