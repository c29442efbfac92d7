import { constants } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accessing, FileAccessFailed } from '@hypriotkit/core';

/**
 * Requires that the folders of artifacts, where they exist, are folders and can be written to. Nx restores artifacts from its cache before any
 * task starts, and its own errors name no file. In the place of a link, it makes a folder.
 *
 * @throws FileAccessFailed
 */
export async function requireWritableFolders(workspaceRoot: string): Promise<void> {
  for (const name of ['dist', 'dist/artifacts', 'dist/boards', 'dist/previous']) {
    const folder = join(workspaceRoot, name);
    await accessing('Preparing the folders of the artifacts', folder, () => writable(folder));
    if (name !== 'dist/previous') await requireNoLink(folder);
  }
}

async function requireNoLink(path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (!there?.isSymbolicLink()) return;
  throw new FileAccessFailed(
    `${path} is a link. Nx keeps no results there, and replaces the link when it restores some.`,
    {
      hint: 'Mount the other place there (sudo mount --bind), or move the whole workspace to it.',
    },
  );
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
