import type { Entry, EntryName } from './index-of-entries';

interface Wanted {
  /** Bytes that may remain. */
  limit: number;
  /** Whether somebody else is saving or restoring an entry. */
  inUse: (entry: Entry) => boolean;
}

/**
 * Selects the entries to remove: unfinished, damaged and superseded ones, then the least recently used until the limit
 * is met. Entries in use are never selected.
 */
export function victims(entries: readonly Entry[], { limit, inUse }: Wanted): Entry[] {
  const free = entries.filter((entry) => !inUse(entry));
  const gone = new Set(free.filter((entry) => !entry.manifest || isReplaced(entry, entries)));
  let size = total(entries.filter((entry) => !gone.has(entry)));
  for (const entry of free.filter((one) => !gone.has(one)).sort(byUse)) {
    if (size <= limit) break;
    gone.add(entry);
    size -= entry.size;
  }
  return [...gone];
}

/** The entry that counts for a key: the last one saved. */
export const newest = (entries: readonly Entry[]): Entry | undefined =>
  [...entries].sort((one, other) => Date.parse(other.saved) - Date.parse(one.saved) || other.slot - one.slot)[0];

export const total = (entries: readonly Entry[]): number => entries.reduce((sum, { size }) => sum + size, 0);

export const nameOf = ({ component, key }: EntryName): string => `${component}/${key}`;

function isReplaced(entry: Entry, entries: readonly Entry[]): boolean {
  const same = entries.filter((one) => one.manifest && nameOf(one) === nameOf(entry));
  return newest(same) !== entry;
}

const byUse = (one: Entry, other: Entry): number => one.used.getTime() - other.used.getTime() || one.slot - other.slot;
