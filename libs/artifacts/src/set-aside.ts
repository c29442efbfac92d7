import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accessing, makeFolder } from '@hypriotkit/core';

/**
 * Moves a folder out of the way; what was moved to the same place before goes. Resolves to whether there was one.
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
