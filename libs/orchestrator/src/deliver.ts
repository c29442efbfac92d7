import { chownSync, createReadStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  ChecksumMismatch,
  InputMissing,
  MANIFEST,
  readManifest,
  writeFileFrom,
  type Artifact,
  type Manifest,
} from '@hypriotkit/artifacts';
import { accessing, throwIfInterrupted } from '@hypriotkit/core';
import type { FileOwner } from '@hypriotkit/engine';

export interface Delivery {
  components: string[];
  /** Folder that holds a folder of artifacts for each component. */
  from: string;
  /** Folder that gets them all, side by side. What else is in it stays as it is. */
  to: string;
  owner: FileOwner;
  signal: AbortSignal;
}

/** A hidden folder of files on their way. */
const PARTIAL = '.delivery-';
/** One that was not touched for so long belongs to nobody who is still at it. */
const ABANDONED_MILLISECONDS = 10 * 60 * 1000;

/**
 * Copies the finished artifacts of components, each with its `.sha256`, and a manifest of all of them. The files get
 * their names when all of them have arrived whole.
 *
 * @throws ChecksumMismatch, InputMissing, DiskFull, FileAccessFailed, Interrupted
 */
export function deliver(delivery: Delivery): Promise<void> {
  return accessing('Delivering the artifacts', delivery.to, () => deliverNow(delivery));
}

async function deliverNow({ components, from, to, owner, signal }: Delivery): Promise<void> {
  await removeAbandoned(to);
  const partial = await mkdtemp(join(to, PARTIAL));
  try {
    give(partial, owner);
    const manifests: Manifest[] = [];
    const names: string[] = [];
    for (const component of components) {
      const manifest = await readManifest(join(from, component));
      if (!manifest) throw new InputMissing(component, MANIFEST, join(from, component));
      manifests.push(manifest);
      for (const artifact of manifest.artifacts) names.push(...(await copy(artifact, join(from, component), partial)));
    }
    await writeFile(join(partial, MANIFEST), `${JSON.stringify({ components: manifests }, null, 2)}\n`);
    names.push(MANIFEST);
    for (const name of names) give(join(partial, name), owner);
    throwIfInterrupted(signal, 'The delivery');
    for (const name of names) await rename(join(partial, name), join(to, name));
  } finally {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
  }

  async function copy({ file, sha256 }: Artifact, folder: string, partial: string): Promise<string[]> {
    throwIfInterrupted(signal, 'The delivery');
    const content = addAbortSignal(signal, createReadStream(join(folder, file))) as Readable;
    const written = await writeFileFrom(join(partial, file), content, join(to, file));
    if (written.sha256 !== sha256) throw new ChecksumMismatch(file, sha256, written.sha256);
    const checksum = `${file}.sha256`;
    await writeFile(join(partial, checksum), `${sha256}  ${file}\n`);
    return [file, checksum];
  }
}

/** Only root can give files away; whoever else delivers keeps them. */
function give(path: string, { uid, gid }: FileOwner): void {
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

async function removeAbandoned(to: string): Promise<void> {
  for (const name of (await readdir(to)).filter((entry) => entry.startsWith(PARTIAL))) {
    const folder = join(to, name);
    const inside = (await readdir(folder)).map((file) => join(folder, file));
    const touched = await Promise.all([folder, ...inside].map(async (path) => (await stat(path)).mtimeMs));
    if (Math.max(...touched) < Date.now() - ABANDONED_MILLISECONDS) await rm(folder, { recursive: true, force: true });
  }
}
