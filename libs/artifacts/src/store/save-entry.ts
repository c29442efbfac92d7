import { SIZE_VARIABLE } from '@hypriotkit/contract';
import { inUnits, type Logger } from '@hypriotkit/core';
import { putFiles, TransferFailed, type Container } from '@hypriotkit/engine';
import { checksumText, MANIFEST, printManifest, type BuiltManifest } from '../manifest';
import type { OutputFolder } from '../output-folder';
import { emptySlot, entryFile, freed, isInUse, put, readLockedIndex, textFile, usedAt } from './entries';
import { freeSlot, type EntryHead, type EntryName, type Index } from './index-of-entries';
import { filesFolder, formerPlace, indexFolder, MOUNT } from './layout';
import type { StoreAccess } from './store-access';
import { ofEntry } from './stored-manifest';
import { nameOf, victims } from './victims';

/** The files to store, as an OutputFolder has them. */
export type WrittenFiles = Pick<OutputFolder, 'pathOf'>;

type Head = Omit<EntryHead, 'saved'>;

/** Stores the files of a finished build. The entry counts only when all files have arrived. */
export async function saveEntry(
  access: StoreAccess,
  name: EntryName & Pick<EntryHead, 'version'>,
  output: WrittenFiles,
  manifest: BuiltManifest,
  log: Logger,
): Promise<void> {
  const { limit, owner } = access.means.place;
  const { artifacts } = manifest;
  const size = artifacts.reduce(
    (sum, one) => sum + one.size + checksumText(one).length,
    Buffer.byteLength(printManifest(ofEntry(manifest, name.key))),
  );
  if (size > limit) {
    const tell = (text: string) => (limit === 0 ? log.detail(text) : log.warn(text));
    tell(
      `this build is not kept: it has ${inUnits(size)}, and the store is limited to ${inUnits(limit)} (${SIZE_VARIABLE})`,
    );
    return removeEntry(access, name);
  }
  await access.saving(async (container) => {
    const head = { ...name, size, writer: container.id };
    const slot = await reserve(access, head);
    try {
      const files = artifacts.flatMap((artifact) => [
        { name: artifact.file, source: output.pathOf(artifact.file), sha256: artifact.sha256 },
        textFile(`${artifact.file}.sha256`, checksumText(artifact)),
      ]);
      await putFiles(container, `${MOUNT}/${filesFolder(slot)}`, files, owner);
      await finish(access, slot, head, manifest);
    } catch (error) {
      // The copied files take up room. If they cannot be freed now, the next save frees them.
      await giveUp(access, slot, head).catch(() => undefined);
      throw error;
    }
  });
}

/** Makes room and reserves a slot. */
async function reserve(access: StoreAccess, head: Head): Promise<number> {
  const { place } = access.means;
  return access.locked(async (container, uses) => {
    const index = await readLockedIndex(container, access.means.place, uses.now);
    const limit = place.limit - head.size;
    const gone = victims(index.entries, { limit, inUse: (entry) => isInUse(entry, uses) });
    const slots = [...gone.map((entry) => entry.slot), ...index.unreadable];
    const slot = freeSlot(index.entries.filter((entry) => !gone.includes(entry)));
    await put(container, place, [
      ...(await formerEntries(container, head)),
      ...freed(slots.filter((one) => one !== slot)),
      ...emptySlot(slot),
      entryFile(slot, { ...head, saved: uses.now.toISOString() }),
    ]);
    return slot;
  });
}

/** Completes the entry. It replaces others of the same name. */
async function finish(access: StoreAccess, slot: number, head: Head, manifest: BuiltManifest): Promise<void> {
  const { place } = access.means;
  await access.locked(async (container, uses) => {
    const index = await readLockedIndex(container, place, uses.now);
    if (!owns(index, slot, head)) {
      throw new TransferFailed(`Saving ${nameOf(head)}`, 'its place in the store was removed');
    }
    const saved = { ...head, saved: uses.now.toISOString() };
    const own = { ...saved, slot, used: uses.now, finished: true, manifest };
    const entries = [...index.entries.filter((entry) => entry.slot !== slot), own];
    const gone = victims(entries, { limit: place.limit, inUse: (entry) => entry === own || isInUse(entry, uses) });
    await put(container, place, [
      entryFile(slot, saved),
      usedAt(slot, uses.now),
      textFile(`${indexFolder(slot)}/${MANIFEST}`, printManifest(ofEntry(manifest, head.key))),
      ...freed(gone.map((entry) => entry.slot)),
    ]);
  });
}

async function giveUp(access: StoreAccess, slot: number, head: Head): Promise<void> {
  await access.locked(async (container, uses) => {
    const index = await readLockedIndex(container, access.means.place, uses.now);
    if (owns(index, slot, head)) await put(container, access.means.place, freed([slot]));
  });
}

/** Removes the entries of a name, unless they are in use. */
async function removeEntry(access: StoreAccess, name: EntryName): Promise<void> {
  await access.locked(async (container, uses) => {
    const { entries } = await readLockedIndex(container, access.means.place, uses.now);
    const gone = entries.filter((entry) => nameOf(entry) === nameOf(name) && !isInUse(entry, uses));
    if (gone.length > 0) await put(container, access.means.place, freed(gone.map((entry) => entry.slot)));
  });
}

const owns = ({ entries }: Index, slot: number, { writer }: Head): boolean =>
  entries.some((entry) => entry.slot === slot && entry.writer === writer);

/** Entries in the layout of earlier versions, which nothing reads any more. */
async function formerEntries(container: Container, { component }: Head) {
  const place = formerPlace(component);
  return (await container.hasPath(`${MOUNT}/${place}`)) ? [textFile(place, '')] : [];
}
