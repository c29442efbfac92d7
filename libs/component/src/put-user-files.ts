import { posix } from 'node:path';
import type { ReadEntry, ReadFile } from '@hypriotkit/config';
import { putFiles, type Container, type InputFile, type InputPlace } from '@hypriotkit/engine';

/**
 * Copies user files into a container, each to `<workspace>/<folder>/<its name>`. All files get the same time of
 * modification, so that the result does not depend on when they were copied or checked out.
 *
 * @param secondsSince1970 the time of modification
 * @throws ContentChanged when a file has changed since it was read
 * @throws TransferFailed
 */
export async function putUserFiles(
  container: Container,
  workspace: string,
  files: ReadFile[],
  secondsSince1970: number,
): Promise<void> {
  const modified = new Date(secondsSince1970 * 1000);
  for (const { folder, entries } of files) {
    const inputs = entries.map((entry) => inputOf(entry, modified));
    await putFiles(container, posix.join(workspace, folder), inputs);
  }
}

function inputOf(entry: ReadEntry, modified: Date): InputFile | InputPlace {
  if (entry.kind !== 'file') return { ...entry, modified };
  const { name, source, sha256, executable } = entry;
  return { name, source, sha256, mode: executable ? 0o755 : 0o644, modified };
}
