import { text } from 'node:stream/consumers';
import { getFiles, type Container } from '@hypriotkit/engine';
import { checksumText, MANIFEST, type Artifact, type BuiltManifest } from '../manifest';
import type { OutputFolder } from '../output-folder';
import { matches, type ArtifactPattern } from '../pattern';
import { isInUse, isStoreFailure, put, readIndex, usedAt } from './entries';
import type { Entry, EntryName } from './index-of-entries';
import { filesFolder, MOUNT } from './layout';
import type { StoreAccess } from './store-access';
import { filesOf } from './stored-manifest';
import { nameOf, newest } from './victims';

/** A build that was taken from the store. */
export interface RestoredBuild {
  manifest: BuiltManifest;
  /** The version of Hypriotkit that made it, if that is known. */
  version?: string;
}

/** The restored build, 'none' if there is no entry, or what is wrong with the entry. */
type Restored = RestoredBuild | 'none' | { problem: string };

/**
 * Copies an entry's files to a folder and checks them. If it resolves to a problem, some files may have been copied.
 */
export async function restoreEntry(
  access: StoreAccess,
  name: EntryName,
  output: OutputFolder,
  patterns: ArtifactPattern[],
): Promise<Restored> {
  return access.restoring(nameOf(name), async (container, uses): Promise<Restored> => {
    const { entries, unreadable } = await readIndex(container, uses.now);
    const own = entries.filter((entry) => nameOf(entry) === nameOf(name));
    const entry = newest(own.filter(({ manifest }) => manifest));
    if (!entry?.manifest) {
      if (own.some(({ finished }) => finished)) return { problem: `its ${MANIFEST} is damaged` };
      if (own.some((one) => !isInUse(one, uses))) return { problem: 'it was never finished' };
      return unreadable.length > 0 ? { problem: 'an entry is too damaged to be identified' } : 'none';
    }
    const { artifacts } = entry.manifest;
    if (!fit(artifacts, patterns)) return { problem: `its ${MANIFEST} does not list the artifacts of this build` };
    try {
      await copyFiles(container, entry, artifacts, output);
    } catch (error) {
      if (error instanceof EntryDamaged || isStoreFailure(error)) return { problem: (error as Error).message };
      throw error;
    }
    // Failing to record the use is worth a note, but is not a failure.
    await put(container, access.means.place, [usedAt(entry.slot, uses.now)]).catch((error: Error) => {
      if (!isStoreFailure(error)) throw error;
    });
    const { manifest, version } = entry;
    return { manifest, ...(typeof version === 'string' && { version }) };
  });
}

/** Whether patterns and artifacts match one to one. */
function fit(artifacts: Artifact[], patterns: ArtifactPattern[]): boolean {
  return (
    artifacts.length === patterns.length &&
    patterns.every((pattern) => {
      const matching = artifacts.filter(({ file }) => matches(pattern, file));
      return matching.length === 1 && matching[0]?.role === pattern.role;
    })
  );
}

/** The content of the store is not what was put there. */
class EntryDamaged extends Error {}

async function copyFiles(
  container: Container,
  { slot }: Entry,
  artifacts: Artifact[],
  output: OutputFolder,
): Promise<void> {
  const wanted = new Map(artifacts.map((artifact) => [artifact.file, artifact]));
  const checksums = new Map(artifacts.map((artifact) => [`${artifact.file}.sha256`, checksumText(artifact)]));
  const missing = new Set(artifacts.flatMap(filesOf));
  const isWanted = (name: string): boolean => {
    if (!missing.delete(name)) throw new EntryDamaged(`it has an unexpected file ${name}`);
    return true;
  };
  await getFiles(container, `${MOUNT}/${filesFolder(slot)}`, isWanted, async ({ name, size }, content) => {
    const artifact = wanted.get(name);
    if (size !== (artifact?.size ?? checksums.get(name)?.length))
      throw new EntryDamaged(`${name} has a different size`);
    if (!artifact) {
      if ((await text(content)) !== checksums.get(name))
        throw new EntryDamaged(`${name} contains a different checksum`);
    } else if ((await output.write(name, content)).sha256 !== artifact.sha256) {
      throw new EntryDamaged(`${name} has a different checksum`);
    }
  });
  if (missing.size > 0) throw new EntryDamaged(`${[...missing].join(', ')} is missing`);
}
