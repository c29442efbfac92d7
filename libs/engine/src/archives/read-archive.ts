import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Extract, Header } from 'tar-stream';
import { TransferFailed } from '../errors';

/** Looks at an entry and says what is to be done with its content; undefined: nothing. */
type Visitor = (entry: Header) => ((content: Readable) => Promise<void>) | undefined;

/** One entry of an archive that is being read: a stream with a header. */
type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/**
 * Reads a tar archive, entry by entry, only as fast as the contents are taken. If either side fails, the other is
 * ended. What a visitor throws is thrown as it is; a damaged or broken off archive is a TransferFailed of `what`.
 */
export async function readArchive(archive: Readable, what: string, visit: Visitor): Promise<void> {
  const unpacker = extract();
  // Of both that they end is certain: the pipeline and the loop over the entries each destroy the unpacker if they fail.
  const [visited, fed] = await Promise.allSettled([visitAll(unpacker, what, visit), pipeline(archive, unpacker)]);
  // A visitor's failure breaks the pipeline too: its own words come first.
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
  if (read !== size) throw new TransferFailed(what, `of ${name}, only ${read} of ${size} bytes were taken`);
}

/** The same, but what it throws is one of our errors: a visitor that passes it on can be told from one that failed. */
async function* converted<T>(source: AsyncIterable<T>, what: string): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw broken(what, error);
  }
}

const broken = (what: string, error: unknown): TransferFailed =>
  new TransferFailed(what, `the archive broke off (${(error as Error).message})`, error);
