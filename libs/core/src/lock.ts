import { createHash } from 'node:crypto';
import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { fromSystem } from './from-system';
import { throwIfInterrupted } from './errors';
import type { Logger } from './logger';
import { ownFolder } from './own-folder';

const RETRY_MILLISECONDS = 300;
/** A lock that is not renewed for this long counts as abandoned: its holder was killed. */
const STALE_MILLISECONDS = 15_000;

export interface LockOptions {
  log: Logger;
  signal?: AbortSignal;
  /** What the name is a name on, such as an engine; by default this machine. The same name on another one is another lock. */
  on?: string;
}

/** Runs something that only one process of this user may do at a time. Others wait. */
export async function withLock<T>(
  name: string,
  { log, signal, on = '' }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const release = await acquire();
  try {
    return await work();
  } finally {
    await release();
  }

  async function acquire(): Promise<() => Promise<void>> {
    const file = await lockFile(name, on);
    const expire = expiry(`${file}.lock`);
    for (let said = false; ; said = true) {
      throwIfInterrupted(signal, `Waiting for ${name}`);
      try {
        const held = await lock(file, { realpath: false, stale: STALE_MILLISECONDS, onCompromised });
        // A lost lock cannot be released.
        return () => held().catch(() => undefined);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw fromSystem(`Locking ${name}`, error, file);
      }
      if (!said) log.step(`Waiting for another task that is working on ${name}`);
      await expire();
      await sleep(RETRY_MILLISECONDS);
    }
  }

  /** A lock may be lost during the work, because the machine slept or a program deleted the file. */
  function onCompromised(error: Error): void {
    log.warn(`the lock of ${name} was lost (${error.message}); make sure that no other task works on it now`);
  }
}

/** Locks belong to the machine rather than to a workspace, because two workspaces may use one engine. */
async function lockFile(name: string, on: string): Promise<string> {
  return join(await ownFolder(), createHash('sha256').update(`${on}\0${name}`).digest('hex').slice(0, 16));
}

/**
 * Returns a function for whoever waits for a lock. Whether a lock is renewed is seen by its time. If the clock has been set back
 * since, that time is in the future, and the lock of a killed process would hold until the clock is there. So the function gives
 * a lock of the future the past for its time, once it has stayed the same for long enough.
 */
function expiry(lock: string): () => Promise<void> {
  let seen = NaN;
  let since = 0;
  return async () => {
    const time = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => NaN,
    );
    if (time !== seen) [seen, since] = [time, performance.now()];
    if (!(time > Date.now() + STALE_MILLISECONDS) || performance.now() - since < STALE_MILLISECONDS) return;
    await utimes(lock, new Date(0), new Date(0)).catch(() => undefined);
  };
}
