import { posix } from 'node:path';
import type { Container } from '../containers/container';
import { ROOT } from './file-owner';
import { makeDirectory } from './make-directory';
import { packItems } from './pack';

/** Writes a file of root's into the container, without one on this machine. Its folder is made if it is missing. */
export async function putText(container: Container, path: string, text: string, mode: number): Promise<void> {
  const [folder, name] = [posix.dirname(path), posix.basename(path)];
  await makeDirectory(container, folder);
  await container.putArchive(folder, packItems([{ header: { ...ROOT, name, mode, mtime: new Date(0) }, text }]));
}
