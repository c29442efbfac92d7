import { text } from 'node:stream/consumers';
import { getFile, PathNotFound, type Container } from '@hypriotkit/engine';

/** Returns the text of a file in a container; undefined if there is no such file. */
export async function textIn(container: Container, path: string): Promise<string | undefined> {
  let found: string | undefined;
  try {
    await getFile(container, path, async (content) => void (found = await text(content)));
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
  }
  return found;
}
