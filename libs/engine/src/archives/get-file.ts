import type { Readable } from 'node:stream';
import type { Container } from '../containers/container';
import { fileOnly } from './get-files';
import { readArchive } from './read-archive';

/**
 * Copies one file of any size out of the container. `sink` must read all of it or throw; its error is passed on
 * unchanged.
 *
 * @throws PathNotFound when the file does not exist
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
