import { cp, lstat, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { accessing, makeFolder } from '@hypriotkit/core';
import { readManifest } from './manifest';

/**
 * Moves a folder to another place, replacing what is there. Resolves to false if the folder does not exist.
 *
 * @throws FileAccessFailed
 */
export async function setAside(folder: string, to: string): Promise<boolean> {
  return accessing(`Moving ${folder} to ${to}`, folder, async () => {
    const last = `${to}.${process.pid}`;
    try {
      // No folder is made for what does not exist.
      await lstat(folder);
      await makeFolder(dirname(to));
      await move(folder, last);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    await rm(to, { recursive: true, force: true });
    await rename(last, to);
    return true;
  });
}

/** Also to another file system, where only a copy gets. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true, preserveTimestamps: true });
    await rm(from, { recursive: true });
  }
}

/** Names the artifacts in a folder that are cut off or not there, as Nx leaves them when a disk is full. */
export async function incompleteArtifacts(folder: string): Promise<string[]> {
  const manifest = await readManifest(folder).catch(() => undefined);
  const incomplete = [];
  for (const { file, size } of manifest?.artifacts ?? []) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found?.size !== size) incomplete.push(file);
  }
  return incomplete;
}
