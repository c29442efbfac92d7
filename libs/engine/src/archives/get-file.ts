import type { Readable } from 'node:stream';
import type { Container } from '../containers/container';
import { fileOnly } from './get-files';
import { readArchive } from './read-archive';

/**
 * Copies one file of any size out of the container. `sink` has to read all of it, or throw; its error is thrown as it is.
 *
 * @throws PathNotFound when there is none
 */
export async function getFile(
  container: Container,
  path: string,
  sink: (content: Readable) => Promise<void>,
): Promise<void> {
  await readArchive(await container.getArchive(path), `Copying ${path}`, (header) => {
    fileOnly(path, header);
    return sink;
  });
}
