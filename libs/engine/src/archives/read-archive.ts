import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Extract, Header } from 'tar-stream';
import { TransferFailed } from '../errors';

/** Headers without the mark of a format are those of tar's seventh edition, of which Nx writes some. The types lack the option. */
const OPTIONS: Parameters<typeof extract>[0] & { allowUnknownFormat: boolean } = { allowUnknownFormat: true };

/** Returns the function that reads an entry's content, or undefined to skip it. */
type Visitor = (entry: Header) => ((content: Readable) => Promise<void>) | undefined;

/** An entry of the archive: a stream with a header. */
type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/**
 * Reads a tar archive entry by entry, only as fast as the contents are read. If either side fails, the other is
 * stopped. Errors of the visitor are passed on unchanged; a damaged or truncated archive is a TransferFailed about
 * `what`.
 */
export async function readArchive(archive: Readable, what: string, visit: Visitor): Promise<void> {
  const unpacker = extract(OPTIONS);
  // Both always end: if either fails, it destroys the unpacker.
  const [visited, fed] = await Promise.allSettled([visitAll(unpacker, what, visit), pipeline(archive, unpacker)]);
  // A failing visitor breaks the pipeline too, so its own error comes first.
  if (visited.status === 'rejected') throw visited.reason;
  if (fed.status === 'rejected') throw broken(what, fed.reason);
}

async function visitAll(unpacker: Extract, what: string, visit: Visitor): Promise<void> {
  for await (const entry of converted<Entry>(unpacker, what)) {
    const take = visit(entry.header);
    if (take === undefined) entry.resume();
    else await takeAll(entry, what, take);
  }
}

async function takeAll(entry: Entry, what: string, take: (content: Readable) => Promise<void>): Promise<void> {
  const { name, size } = entry.header;
  let read = 0;
  const content = async function* () {
    for await (const chunk of converted(entry as AsyncIterable<Buffer>, what)) {
      read += chunk.length;
      yield chunk;
    }
  };
  await take(Readable.from(content(), { objectMode: false }));
  if (read !== size) throw new TransferFailed(what, `only ${read} of the ${size} bytes of ${name} were read`);
}

/** Converts errors of the source to ours, so that a visitor that passes one on can be told from one that failed. */
async function* converted<T>(source: AsyncIterable<T>, what: string): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw broken(what, error);
  }
}

const broken = (what: string, error: unknown): TransferFailed =>
  new TransferFailed(what, `the archive ended early (${(error as Error).message})`, error);
