import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INPUTS, readManifest } from '@hypriotkit/artifacts';
import { emptyLock, LOCK_FILE, lockTextIn, parseFetched, writeLocked, type Fetched } from '@hypriotkit/config';
import { accessing, silentLogger, temporaryFolder } from '@hypriotkit/core';
import type { Made } from './task-graph';

/**
 * Returns the text of a lock: the user's own, if there is one, updated with what this build fetched. A component whose builder does
 * not record that gets no new entry, and a warning.
 *
 * @param lock Path of the user's lock.
 * @throws LockInvalid, FileAccessFailed, Interrupted
 */
export async function newLock(made: Made[], lock: string | undefined, signal: AbortSignal): Promise<string> {
  const folder = temporaryFolder('hypriotkit-lock-');
  const file = join(folder, LOCK_FILE);
  try {
    await writeFile(file, lock === undefined ? emptyLock() : lockTextIn(lock));
    for (const { folder: from, ...subject } of made) {
      // Base images are not locked.
      if (!(await makesArtifacts(from))) continue;
      const fetched = await fetchedIn(from);
      if (fetched) await writeLocked(folder, subject, fetched, { log: silentLogger, signal });
      else
        console.error(
          `warning: ${subject.component} does not say what it fetches, so ${LOCK_FILE} has no new entry for it`,
        );
    }
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makesArtifacts(folder: string): Promise<boolean> {
  const manifest = await readManifest(folder);
  return manifest !== undefined && manifest.artifacts.length > 0;
}

async function fetchedIn(folder: string): Promise<Fetched | undefined> {
  const path = join(folder, INPUTS);
  const text = await accessing('Reading what was fetched', path, () => readFile(path, 'utf8').catch(ifMissing));
  return text === undefined ? undefined : parseFetched(text);
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
