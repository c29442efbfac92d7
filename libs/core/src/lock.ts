import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { throwIfInterrupted } from './errors/interrupted';
import type { Logger } from './logger';

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
        return await lock(file, { realpath: false, stale: STALE_MILLISECONDS });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
      }
      if (!said) log.step(`Waiting for ${name}, which another task is making`);
      await sleep(RETRY_MILLISECONDS);
    }
  }
}

/** Locks are files of the machine, not of a workspace, as two workspaces may use one engine. */
async function lockFile(name: string): Promise<string> {
  const folder = join(tmpdir(), `hypriotkit-${userInfo().username}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, createHash('sha256').update(name).digest('hex').slice(0, 16));
}
