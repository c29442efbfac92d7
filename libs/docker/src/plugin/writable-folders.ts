import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accessing } from '@hypriotkit/core';

/**
 * Requires that the folders of artifacts, where they exist, are folders and can be written to. Nx restores artifacts from its cache before any
 * task starts, and its own errors name no file.
 *
 * @throws FileAccessFailed
 */
export async function requireWritableFolders(workspaceRoot: string): Promise<void> {
  for (const name of ['dist', 'dist/artifacts', 'dist/boards', 'dist/previous']) {
    const folder = join(workspaceRoot, name);
    await accessing('Preparing the folders of the artifacts', folder, () => writable(folder));
  }
}

async function writable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK);
    // Fails for a file.
    await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
