import { chownSync, createReadStream, mkdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import {
  deliveredProvenance,
  InputMissing,
  MANIFEST,
  OutputFolder,
  printManifest,
  PROVENANCE,
  readManifest,
  type Artifact,
  type Manifest,
} from '@hypriotkit/artifacts';
import { LOCK_FILE } from '@hypriotkit/config';
import { accessingNow, throwIfInterrupted } from '@hypriotkit/core';
import type { FileOwner } from '@hypriotkit/engine';

/** What goes into one folder. */
export interface Parcel {
  /** Folders of components with finished artifacts. */
  from: string[];
  /** Folder that gets all artifacts, side by side. Other files in it stay as they are. It may be missing. */
  to: string;
}

/** What a build delivers. */
export interface Delivery {
  parcels: Parcel[];
  /** The text of a lock, and the folder that gets it. */
  lock?: { text: string; to: string };
}

interface DeliverOptions extends Delivery {
  owner: FileOwner;
  signal: AbortSignal;
}

const WHAT = 'Delivering the artifacts';

/**
 * Copies the finished artifacts of components, each with its `.sha256`, and their provenance, and writes a manifest of those in each folder.
 * The lock, if there is one, comes with them.
 * The files get their final names only after those of all folders have been copied and checked.
 *
 * @throws ChecksumMismatch, FolderInTheWay, InputMissing, DiskFull, FileAccessFailed, Interrupted
 */
export async function deliver({ parcels, lock, owner, signal }: DeliverOptions): Promise<void> {
  const outputs: { output: OutputFolder; manifests?: Manifest[] }[] = [];
  try {
    for (const { from, to } of parcels) {
      const output = await outputIn(to);
      const manifests: Manifest[] = [];
      outputs.push({ output, manifests });
      for (const folder of from) manifests.push(await copyAll(folder, output));
    }
    if (lock) {
      const output = await outputIn(lock.to);
      outputs.push({ output });
      await output.write(LOCK_FILE, Readable.from(lock.text));
    }
    throwIfInterrupted(signal, 'The delivery');
    for (const { output } of outputs) await output.checkPlaces();
    for (const { output, manifests } of outputs)
      await output.commit(manifests && printManifest({ components: manifests }));
  } finally {
    for (const { output } of outputs) await output.discard();
  }

  function outputIn(to: string): Promise<OutputFolder> {
    makeFolderOf(owner, to);
    return OutputFolder.within(to, { what: WHAT, owner });
  }

  async function copyAll(folder: string, output: OutputFolder): Promise<Manifest> {
    const manifest = await readManifest(folder);
    if (!manifest) throw new InputMissing(basename(folder), MANIFEST, folder);
    for (const artifact of manifest.artifacts) await copy(artifact, folder, output);
    if (manifest.artifacts.length > 0) {
      await output.write(deliveredProvenance(manifest.component), createReadStream(join(folder, PROVENANCE)));
    }
    return manifest;
  }

  async function copy(artifact: Artifact, folder: string, output: OutputFolder): Promise<void> {
    throwIfInterrupted(signal, 'The delivery');
    const content = addAbortSignal(signal, createReadStream(join(folder, artifact.file))) as Readable;
    await output.writeArtifact(artifact, content);
  }
}

/** Creates a folder and its missing parents, all with this owner. */
function makeFolderOf({ uid, gid }: FileOwner, folder: string): void {
  accessingNow(WHAT, folder, () => {
    const first = mkdirSync(folder, { recursive: true });
    if (first === undefined || process.getuid?.() !== 0) return;
    const steps = relative(dirname(first), folder).split(sep);
    for (const [index] of steps.entries()) {
      chownSync(join(dirname(first), ...steps.slice(0, index + 1)), uid, gid);
    }
  });
}
