import { sha256OfFile } from '@hypriotkit/core';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BuildContextInvalid } from '../errors';
import type { ContextEntry } from './context-files';
import { contextFiles } from './context-files';

/** An entry of a build context. A file has its SHA-256, 64 hex digits. */
export type HashedEntry = Exclude<ContextEntry, { kind: 'file' }> | HashedFile;
/** `source` is its path on this machine if it is not in the folder. */
type HashedFile = ContextFile & { sha256: string; source?: string };
type ContextFile = Extract<ContextEntry, { kind: 'file' }>;

/** What an image depends on, apart from the folder's content. */
export interface ContextIdentity {
  /** Relative to the folder. By default `Dockerfile`. */
  dockerfile?: string;
  buildArgs?: Record<string, string>;
  /** Identifies the base image: its own digest, or its id. */
  baseDigest?: string | undefined;
  /** Digests or ids of the images that the Dockerfile names, by these names. */
  images?: Record<string, string>;
}

/** Increase this when the same context must give another image. */
const FORMAT = 1;

/**
 * Returns the digest (SHA-256, 64 hex digits) of everything that an image is built from: the paths, contents and
 * executable flags of the folder's files, without those in .dockerignore; the build arguments; the base images.
 */
export async function contextDigest(folder: string, identity: ContextIdentity = {}): Promise<string> {
  return digestOf(await hashedContext(folder, identity.dockerfile), identity);
}

/** Lists the files of a folder that are sent to the engine, with their SHA-256. */
export async function hashedContext(folder: string, dockerfile?: string): Promise<HashedEntry[]> {
  const entries: HashedEntry[] = [];
  for (const entry of await contextFiles(folder, dockerfile)) {
    entries.push(entry.kind === 'file' ? { ...entry, sha256: await fileDigest(folder, entry.path) } : entry);
  }
  return entries;
}

/** Reads files that are not in the folder: paths on this machine, by their paths in the context. */
export async function hashedFiles(files: Record<string, string> = {}): Promise<HashedEntry[]> {
  const entries: HashedEntry[] = [];
  for (const [path, source] of Object.entries(files).sort()) {
    entries.push({ kind: 'file', path, executable: false, source, sha256: await sha256OfFile(source) });
  }
  return entries;
}

/** Returns the digest of a context that has been read. */
export function digestOf(entries: readonly HashedEntry[], identity: ContextIdentity): string {
  const { dockerfile = 'Dockerfile', buildArgs = {}, baseDigest = '', images = {} } = identity;
  const digest = createHash('sha256');
  const add = (...fields: unknown[]): void => void digest.update(`${JSON.stringify(fields)}\n`);
  add('format', FORMAT);
  add('dockerfile', dockerfile);
  add('base', baseDigest);
  for (const name of Object.keys(buildArgs).sort()) add('argument', name, buildArgs[name]);
  for (const name of Object.keys(images).sort()) add('image', name, images[name]);
  for (const entry of entries) add(...fieldsOf(entry));
  return digest.digest('hex');
}

function fieldsOf(entry: HashedEntry): unknown[] {
  switch (entry.kind) {
    case 'directory':
      return [entry.kind, entry.path];
    case 'symlink':
      return [entry.kind, entry.path, entry.target];
    case 'file':
      return [entry.kind, entry.path, entry.executable, entry.sha256];
  }
}

async function fileDigest(folder: string, path: string): Promise<string> {
  return sha256OfFile(join(folder, path)).catch((error: Error) => {
    throw new BuildContextInvalid(folder, error.message, 'Check that you may read everything in it.', error);
  });
}
