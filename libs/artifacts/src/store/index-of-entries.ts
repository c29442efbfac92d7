import type { TreeEntry } from '@hypriotkit/engine';
import { MANIFEST, type BuiltManifest } from '../manifest';
import { ENTRY, USED } from './layout';
import { isCount, parseManifest, parseObject } from './stored-manifest';

/** Identifies an entry. If several have the same name, the newest counts. */
export interface EntryName {
  component: string;
  /** Digest of all inputs of the build. */
  key: string;
}

/** What is recorded about an entry before its files are written. */
export interface EntryHead extends EntryName {
  /** Total size of the files, in bytes. */
  size: number;
  /** Id of the container that the files are copied through. While it exists, the entry may still be written. */
  writer: string;
  /** ISO 8601, by the engine's clock. */
  saved: string;
  /** The version of Hypriotkit that made the build. Earlier versions did not write it. */
  version?: string | undefined;
}

/** A finished or unfinished build in the store. */
export interface Entry extends EntryHead {
  slot: number;
  /** When it was last saved or restored, by the engine's clock. */
  used: Date;
  /** Whether all files have been written: it has a manifest, damaged or not. */
  finished: boolean;
  manifest?: BuiltManifest;
}

/** The parsed index of the store. */
export interface Index {
  entries: Entry[];
  /** Slots whose content cannot be understood. */
  unreadable: number[];
}

/** Tolerance for a wrong clock, so that no entry is kept forever. */
const TOLERANCE_MILLISECONDS = 60 * 60 * 1000;

export function parseIndex(tree: ReadonlyMap<string, TreeEntry>, now: Date): Index {
  const index: Index = { entries: [], unreadable: [] };
  for (const [name, { text }] of tree) {
    // A free slot is an empty file. A file with content, or a link, is not ours: it counts as unreadable.
    if (name.includes('/') || !/^[1-9]\d{0,8}$/.test(name) || text === '') continue;
    const entry = entryOf(Number(name), (file) => tree.get(`${name}/${file}`), now);
    if (entry) index.entries.push(entry);
    else index.unreadable.push(Number(name));
  }
  return index;
}

/** The lowest unused slot. */
export function freeSlot(entries: readonly Entry[]): number {
  const taken = new Set(entries.map(({ slot }) => slot));
  for (let slot = 1; ; slot += 1) if (!taken.has(slot)) return slot;
}

function entryOf(slot: number, file: (name: string) => TreeEntry | undefined, now: Date): Entry | undefined {
  const head = parseObject(file(ENTRY)?.text ?? '') as EntryHead | undefined;
  if (!head || ![head.component, head.key, head.writer].every((text) => typeof text === 'string' && text !== '')) {
    return undefined;
  }
  const saved = timeOf(head.saved, now);
  if (!isCount(head.size) || saved === undefined) return undefined;
  const mark = file(MANIFEST);
  const manifest = parseManifest(mark?.text ?? '');
  return {
    ...head,
    slot,
    used: timeOf(file(USED)?.text?.trim(), now) ?? saved,
    finished: mark !== undefined,
    ...(manifest?.component === head.component && (manifest.key ?? head.key) === head.key && { manifest }),
  };
}

function timeOf(text: unknown, now: Date): Date | undefined {
  const time = new Date(typeof text === 'string' ? text : '');
  if (Number.isNaN(time.getTime())) return undefined;
  return time.getTime() > now.getTime() + TOLERANCE_MILLISECONDS ? new Date(0) : time;
}
