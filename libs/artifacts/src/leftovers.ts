import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { stillRuns, thisHost } from '@hypriotkit/engine';

/** Process ids are valid only on one machine or in one container. */
const HOST = createHash('sha256').update(thisHost()).digest('hex').slice(0, 8);
/** A partial folder of another machine or container counts as abandoned when it is untouched for this long. */
const ABANDONED_MILLISECONDS = 10 * 60 * 1000;
/** How often a partial folder is touched while it is in use. A builder may compile for an hour. */
const TOUCH_MILLISECONDS = 60 * 1000;

/** Partial folders that this process uses. */
const own = new Set<string>();
let count = 0;

/** Returns the path of a hidden folder for unfinished files. Its name identifies the process that writes to it. */
export function partialFolder(parent: string, name: string): string {
  const path = join(parent, `.${name}.${HOST}.${process.pid}.${(count += 1)}.partial`);
  own.add(path);
  return path;
}

/** Shows other machines that a partial folder is in use, until this process ends or the result is called. */
export function keepTouched(partial: string): () => void {
  const touch = () => void utimes(partial, new Date(), new Date()).catch(() => undefined);
  const timer = setInterval(touch, TOUCH_MILLISECONDS).unref();
  return () => clearInterval(timer);
}

/** Marks a partial folder as no longer in use by this process. */
export const releasePartial = (path: string): void => void own.delete(path);

/** The name that a folder has while another one replaces it. */
export const replacedFolder = (partial: string): string => `${partial}.old`;

/**
 * Removes the partial folders of dead processes. Folders that they were replacing are restored.
 *
 * @returns whether there were any
 */
export async function removeLeftovers(parent: string, name: string): Promise<boolean> {
  let found = false;
  for (const entry of await readdir(parent).catch(() => [])) {
    if (!entry.startsWith(`.${name}.`)) continue;
    const [, host, pid, old] =
      /^\.([0-9a-f]{8})\.(\d+)\.\d+\.partial(\.old)?$/.exec(entry.slice(name.length + 1)) ?? [];
    const path = join(parent, entry);
    if (host === undefined || (await isInUse(path, host, Number(pid)))) continue;
    if (old) await rename(path, join(parent, name)).catch(() => undefined);
    await rm(path, { recursive: true, force: true });
    found = true;
  }
  return found;
}

async function isInUse(path: string, host: string, pid: number): Promise<boolean> {
  if (host !== HOST) return (await touched(path)) > Date.now() - ABANDONED_MILLISECONDS;
  return pid === process.pid ? own.has(path.replace(/\.old$/, '')) : stillRuns(pid, '');
}

/** Time of the last change in a folder. The folder may vanish meanwhile. */
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
