import { readFile } from 'node:fs/promises';
import type { Logger } from '@hypriotkit/core';

/** Returns what is in a JSON file. Undefined if the file does not exist, or, with a warning, if it is not JSON. */
export async function readJsonIfThere<T>(path: string, log: Logger): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn(`${path} is left out: ${(error as Error).message}`);
    return undefined;
  }
}
