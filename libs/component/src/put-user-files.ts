import { posix } from 'node:path';
import { entriesOf, type FileEntry, type UserFile } from '@hypriotkit/config';
import { putFiles, type Container, type InputFile, type InputPlace } from '@hypriotkit/engine';

/**
 * Puts files of the user's into a container, each as `<workspace>/<folder>/<its name>`. Their times are one: what is made
 * of them must not depend on when they were copied or checked out.
 *
 * @param secondsSince1970 their time of modification
 * @throws FileUnusable, TransferFailed
 */
export async function putUserFiles(
  container: Container,
  workspace: string,
  files: UserFile[],
  secondsSince1970: number,
): Promise<void> {
  const modified = new Date(secondsSince1970 * 1000);
  for (const file of files) {
    const inputs = entriesOf(file).map((entry) => inputOf(entry, modified));
    await putFiles(container, posix.join(workspace, file.folder), inputs);
  }
}

function inputOf(entry: FileEntry, modified: Date): InputFile | InputPlace {
  if (entry.kind !== 'file') return { ...entry, modified };
  return { name: entry.name, source: entry.source, mode: entry.executable ? 0o755 : 0o644, modified };
}
