import { putUserFiles } from '@hypriotkit/component';
import { FileUnusable, readUserFiles } from '@hypriotkit/config';
import type { Container } from '@hypriotkit/engine';
import type { ContainerFile } from '../input/files';

/** Modification time of the files in the container. Their own times do not matter to what is built. */
const NO_TIME = 0;

/**
 * Copies the user's files into a container of the orchestrator image that has not been started.
 *
 * @throws FileUnusable if one would replace something in the image
 */
export async function putBeside(container: Container, files: ContainerFile[]): Promise<void> {
  for (const file of files) {
    if (!(await container.hasPath(file.free))) continue;
    const { component, free } = file;
    const unusable = new FileUnusable(
      file,
      `the orchestrator image has a file of its own at ${free}`,
      'Move it to another folder.',
    );
    throw Object.assign(unusable, { component });
  }
  await putUserFiles(container, '/', await readUserFiles(files), NO_TIME);
}
