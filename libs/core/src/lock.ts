import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { fromSystem } from './from-system';
import { throwIfInterrupted } from './errors';
import type { Logger } from './logger';
import { ownFolder } from './own-folder';

const RETRY_MILLISECONDS = 300;
/** A holder that was killed renews its lock no more; after this time it counts as gone. */
const STALE_MILLISECONDS = 15_000;

/** Does something that only one process of this user may do at a time; others wait. */
export async function withLock<T>(
  name: string,
  { log, signal }: { log: Logger; signal?: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  const release = await acquire();
  try {
    return await work();
  } finally {
    await release();
  }

  async function acquire(): Promise<() => Promise<void>> {
    const file = await lockFile(name);
    for (let said = false; ; said = true) {
      throwIfInterrupted(signal, `Waiting for ${name}`);
      try {
        const held = await lock(file, { realpath: false, stale: STALE_MILLISECONDS, onCompromised });
        // One that was lost cannot be given back.
        return () => held().catch(() => undefined);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw fromSystem(`Locking ${name}`, error, file);
      }
      if (!said) log.step(`Waiting for ${name}, which another task is making`);
      await sleep(RETRY_MILLISECONDS);
    }
  }

  /** A machine that slept, or a program that cleans up, takes a lock away in the midst of the work. */
  function onCompromised(error: Error): void {
    log.warn(`the lock of ${name} was lost (${error.message}); no other task may make it now`);
  }
}

/** Locks are files of the machine, not of a workspace, as two workspaces may use one engine. */
async function lockFile(name: string): Promise<string> {
  return join(await ownFolder(), createHash('sha256').update(name).digest('hex').slice(0, 16));
}
