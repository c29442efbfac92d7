import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { BuildContextInvalid } from '../errors';
import { ContentChanged } from '../errors';
import type { HashedEntry } from './context-digest';

/**
 * Returns the text of the Dockerfile in a context that has been read. The Dockerfile may be a link to another file of
 * the context.
 *
 * @throws ContentChanged when it has changed since
 */
export async function dockerfileText(
  folder: string,
  dockerfile: string,
  entries: readonly HashedEntry[],
): Promise<string> {
  const { path, sha256 } = fileBehind(folder, dockerfile, entries);
  const file = join(folder, path);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new ContentChanged(file, `it can no longer be read (${error.message})`, error);
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new ContentChanged(file, `its SHA-256 was ${sha256} and is ${found} now`);
  try {
    // The modified text must have the same bytes except for the images.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new BuildContextInvalid(folder, `${path} is not in UTF-8`, 'Save it in UTF-8.', error);
  }
}

function fileBehind(
  folder: string,
  dockerfile: string,
  entries: readonly HashedEntry[],
): Extract<HashedEntry, { kind: 'file' }> {
  let path = dockerfile;
  for (let links = 0; links <= entries.length; links += 1) {
    const entry = entries.find((one) => one.path === path);
    if (entry?.kind === 'file') return entry;
    if (entry?.kind !== 'symlink') break;
    path = posix.join(posix.dirname(path), entry.target);
  }
  const hint = 'Replace the link with the file itself.';
  throw new BuildContextInvalid(folder, `${dockerfile} is a link that does not lead to a file in the folder`, hint);
}
