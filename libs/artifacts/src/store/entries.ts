import { setTimeout as sleep } from 'node:timers/promises';
import {
  EngineRequestFailed,
  NotAFile,
  PathNotFound,
  putFiles,
  readTree,
  TransferFailed,
  TreeTooLarge,
  type Container,
  type InputPlace,
} from '@hypriotkit/engine';
import { parseIndex, type Entry, type EntryHead, type Index } from './index-of-entries';
import { ENTRY, filesFolder, FOLDERS, indexFolder, indexPath, MOUNT, USED } from './layout';
import type { Uses } from './store-access';
import type { StorePlace } from './store-place';
import { nameOf } from './victims';

const TRIES = 4;
const PAUSE_MILLISECONDS = 150;

/** Reads the index of the store. If it looks damaged, somebody may be writing it: it is read again. */
export async function readIndex(container: Container, now: Date): Promise<Index> {
  for (let tries = 1; ; tries += 1) {
    try {
      const index = parseIndex(await readTree(container, indexPath), now);
      const isSound = index.unreadable.length === 0 && index.entries.every((one) => one.manifest || !one.finished);
      if (isSound || tries >= TRIES) return index;
    } catch (error) {
      if (error instanceof PathNotFound) return { entries: [], unreadable: [] };
      if (!(error instanceof TransferFailed) || error instanceof TreeTooLarge || tries >= TRIES) throw error;
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}

/** Reads the index while the lock is held. Frees any slot that is too large to be read. */
export async function readLockedIndex(container: Container, place: StorePlace, now: Date): Promise<Index> {
  for (;;) {
    try {
      return await readIndex(container, now);
    } catch (error) {
      if (!(error instanceof TreeTooLarge)) throw error;
      await put(container, place, [textFile(indexFolder(error.file.split('/')[0]!), '')]);
    }
  }
}

/** Whether somebody is restoring or writing an entry. */
export const isInUse = (entry: Entry, uses: Uses): boolean =>
  entry.finished ? uses.isRestored(nameOf(entry)) : uses.isWrittenBy(entry.writer);

/** Whether an error is due to the content of the store, or to the engine failing to transfer it. */
export const isStoreFailure = (error: unknown): boolean =>
  [EngineRequestFailed, NotAFile, PathNotFound, TransferFailed].some((kind) => error instanceof kind);

/**
 * Writes files and folders, by names relative to the place of the store. Creates the permanent folders if necessary.
 */
export async function put(container: Container, { owner }: StorePlace, items: InputPlace[]): Promise<void> {
  await putFiles(container, MOUNT, [...FOLDERS.map(directory), ...items], owner);
}

export const textFile = (name: string, text: string): InputPlace => ({ name, kind: 'text', text });

export const entryFile = (slot: number, head: EntryHead): InputPlace =>
  textFile(`${indexFolder(slot)}/${ENTRY}`, `${JSON.stringify(head, null, 2)}\n`);

export const usedAt = (slot: number, now: Date): InputPlace =>
  textFile(`${indexFolder(slot)}/${USED}`, `${now.toISOString()}\n`);

/** Frees slots. The index goes first, so that it never lists an entry whose files are gone. */
export const freed = (slots: readonly number[]): InputPlace[] =>
  slots.flatMap((slot) => [textFile(indexFolder(slot), ''), textFile(filesFolder(slot), '')]);

/** Creates a slot's folders, empty. */
export const emptySlot = (slot: number): InputPlace[] => [
  ...freed([slot]),
  directory(filesFolder(slot)),
  directory(indexFolder(slot)),
];

function directory(name: string): InputPlace {
  return { name, kind: 'directory' };
}
