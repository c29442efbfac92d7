import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Exchange, sealedFile } from '@hypriotkit/artifacts';
import { readUserFiles } from '@hypriotkit/config';
import { IN_IMAGE, type CacheAccess, type Handover } from '@hypriotkit/contract';
import { temporaryFolder } from '@hypriotkit/core';
import { packFiles, type InputFile, type InputPlace } from '@hypriotkit/engine';
import type { ContainerFile } from '../input/files';
import { lockToHand, LOCK_IN_IMAGE, type CheckedLock } from '../input/lock';
import { fileToHand, type CheckedFile } from '../input/layers';

const ID_BYTES = 32;
/** The modification time of the files does not matter to what is built. */
const MODIFIED = new Date(0);

/** A name on the server that nobody can guess. */
export const newId = (): string => randomBytes(ID_BYTES).toString('hex');

/**
 * Sends the user's configuration, lock and files to the shared cache, where the machines of the swarm fetch them. They are
 * encrypted: they may hold passwords, and the server keeps them for a while.
 *
 * @throws FileUnusable, ExchangeFailed, Interrupted
 */
export async function handOver(
  access: CacheAccess,
  configs: CheckedFile[],
  files: ContainerFile[],
  lock?: CheckedLock,
  signal?: AbortSignal,
): Promise<Handover['input']> {
  const folder = temporaryFolder('hypriotkit-handover-');
  try {
    const file = join(folder, 'input');
    const locks = lockToHand(lock, fromRoot(LOCK_IN_IMAGE));
    const seal = await sealedFile(packFiles([...configs.map(configOf), ...locks, ...(await entriesOf(files))]), file);
    const id = newId();
    await (await Exchange.by(access, signal)).put('Handing over the configuration', id, file);
    return { id, seal };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const fromRoot = (...parts: string[]): string => posix.relative('/', posix.join('/', ...parts));

const configOf = (config: CheckedFile): InputPlace => fileToHand(config, fromRoot(IN_IMAGE.user, config.name));

async function entriesOf(files: ContainerFile[]): Promise<(InputFile | InputPlace)[]> {
  return (await readUserFiles(files)).flatMap(({ folder, entries }) =>
    entries.map((entry) => {
      const name = fromRoot(folder, entry.name);
      if (entry.kind !== 'file') return { ...entry, name, modified: MODIFIED };
      const { source, sha256, executable } = entry;
      return { name, source, sha256, mode: executable ? 0o755 : 0o644, modified: MODIFIED };
    }),
  );
}
