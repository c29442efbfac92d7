import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accessing } from '@hypriotkit/core';

/** Writes a file that appears under its name when it is complete. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await accessing(`Writing ${path}`, path, async () => {
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(unfinished, content);
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
  });
}
