import type { TreeEntry } from '@hypriotkit/engine';
import { MANIFEST, type Manifest } from '../manifest';
import { ENTRY, USED } from './layout';
import { isCount, parseManifest, parseObject } from './stored-manifest';

/** What an entry is found by: only one of a name counts. */
export interface EntryName {
  component: string;
  /** Digest of all that it was made from. */
  key: string;
}

/** What an entry is said to be before its files are written. */
export interface EntryHead extends EntryName {
  /** Bytes of all files. */
  size: number;
  /** The container that its files come through: while that is there, somebody may be writing. */
  writer: string;
  /** ISO 8601, by the clock of the engine. */
  saved: string;
}

/** A finished or unfinished build in the store. */
export interface Entry extends EntryHead {
  slot: number;
  /** When it was saved or restored last, by the clock of the engine. */
  used: Date;
  /** Whether its files are said to be complete: it has a manifest, be that damaged or not. */
  finished: boolean;
  manifest?: Manifest;
}

/** All that the store says of itself. */
export interface Index {
  entries: Entry[];
  /** Slots that hold something of which nothing can be told. */
  unreadable: number[];
}

/** A clock that was wrong must not keep an entry for ever. */
const TOLERANCE_MILLISECONDS = 60 * 60 * 1000;

/** Reads the index from the texts in it. */
export function parseIndex(tree: ReadonlyMap<string, TreeEntry>, now: Date): Index {
  const index: Index = { entries: [], unreadable: [] };
  for (const [name, { text }] of tree) {
    // A free slot is an empty file; a file with a text in it, or a link, is none of ours.
    if (name.includes('/') || !/^[1-9]\d{0,8}$/.test(name) || text === '') continue;
    const entry = entryOf(Number(name), (file) => tree.get(`${name}/${file}`), now);
    if (entry) index.entries.push(entry);
    else index.unreadable.push(Number(name));
  }
  return index;
}

/** The lowest slot that none of these entries has. */
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
    ...(manifest?.component === head.component && { manifest }),
  };
}

function timeOf(text: unknown, now: Date): Date | undefined {
  const time = new Date(typeof text === 'string' ? text : '');
  if (Number.isNaN(time.getTime())) return undefined;
  return time.getTime() > now.getTime() + TOLERANCE_MILLISECONDS ? new Date(0) : time;
}
