import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  InputMissing,
  MANIFEST,
  OutputFolder,
  printManifest,
  readManifest,
  type Artifact,
  type Manifest,
} from '@hypriotkit/artifacts';
import { throwIfInterrupted } from '@hypriotkit/core';
import type { FileOwner } from '@hypriotkit/engine';

interface DeliverOptions {
  components: string[];
  /** Folder that has a subfolder of artifacts for each component. */
  from: string;
  /** Folder that gets all artifacts, side by side. Other files in it stay as they are. */
  to: string;
  owner: FileOwner;
  signal: AbortSignal;
}

/**
 * Copies the finished artifacts of components, each with its `.sha256`, and writes a manifest of all of them. The files
 * get their final names only after all of them have been copied and checked.
 *
 * @throws ChecksumMismatch, InputMissing, DiskFull, FileAccessFailed, Interrupted
 */
export async function deliver({ components, from, to, owner, signal }: DeliverOptions): Promise<void> {
  const output = await OutputFolder.within(to, { what: 'Delivering the artifacts', owner });
  try {
    const manifests: Manifest[] = [];
    for (const component of components) manifests.push(await copyAll(component));
    throwIfInterrupted(signal, 'The delivery');
    await output.commit(printManifest({ components: manifests }));
  } finally {
    await output.discard();
  }

  async function copyAll(component: string): Promise<Manifest> {
    const folder = join(from, component);
    const manifest = await readManifest(folder);
    if (!manifest) throw new InputMissing(component, MANIFEST, folder);
    for (const artifact of manifest.artifacts) await copy(artifact, folder);
    return manifest;
  }

  async function copy(artifact: Artifact, folder: string): Promise<void> {
    throwIfInterrupted(signal, 'The delivery');
    const content = addAbortSignal(signal, createReadStream(join(folder, artifact.file))) as Readable;
    await output.writeArtifact(artifact, content);
  }
}
