import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stillRuns, thisHost } from '@hypriotkit/engine';

/** Process ids mean something on one machine, or in one container. */
const HOST = createHash('sha256').update(thisHost()).digest('hex').slice(0, 8);
/** A folder of another machine or container that was not touched for this long belongs to nobody who still works. */
const ABANDONED_MILLISECONDS = 10 * 60 * 1000;

/** Those that this process is working on. */
const own = new Set<string>();
let count = 0;

/** A hidden folder for what is not complete. Its name says who writes to it. */
export function partialFolder(parent: string, name: string): string {
  const path = join(parent, `.${name}.${HOST}.${process.pid}.${(count += 1)}.partial`);
  own.add(path);
  return path;
}

/** Nobody writes to it any more. */
export const releasePartial = (path: string): void => void own.delete(path);

/** What a folder is called while another one takes its place. */
export const replacedFolder = (partial: string): string => `${partial}.old`;

/** Removes the partial folders of processes that are gone. What they were replacing comes back. */
export async function removeLeftovers(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent).catch(() => [])) {
    if (!entry.startsWith(`.${name}.`)) continue;
    const [, host, pid, old] =
      /^\.([0-9a-f]{8})\.(\d+)\.\d+\.partial(\.old)?$/.exec(entry.slice(name.length + 1)) ?? [];
    const path = join(parent, entry);
    if (host === undefined || (await isInUse(path, host, Number(pid)))) continue;
    if (old) await rename(path, join(parent, name)).catch(() => undefined);
    await rm(path, { recursive: true, force: true });
  }
}

async function isInUse(path: string, host: string, pid: number): Promise<boolean> {
  if (host !== HOST) return (await touched(path)) > Date.now() - ABANDONED_MILLISECONDS;
  return pid === process.pid ? own.has(path.replace(/\.old$/, '')) : stillRuns(pid, '');
}

/** When something last happened in a folder; it may go while this looks. */
async function touched(folder: string): Promise<number> {
  const inside = await readdir(folder).catch(() => []);
  const times = [folder, ...inside.map((file) => join(folder, file))].map((path) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return Math.max(...(await Promise.all(times)));
}
