import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accessing, makeFolder } from '@hypriotkit/core';

/**
 * Moves a folder to another place, replacing what is there. Resolves to false if the folder does not exist.
 *
 * @throws FileAccessFailed
 */
export async function setAside(folder: string, to: string): Promise<boolean> {
  return accessing(`Moving ${folder} to ${to}`, folder, async () => {
    await makeFolder(dirname(to));
    const last = `${to}.${process.pid}`;
    try {
      await rename(folder, last);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    await rm(to, { recursive: true, force: true });
    await rename(last, to);
    return true;
  });
}
