import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ContextEntry } from './context-files';
import { contextFiles } from './context-files';

/** What an image depends on besides the folder. */
export interface ContextIdentity {
  /** Relative to the folder; `Dockerfile` unless given. */
  dockerfile?: string;
  buildArgs?: Record<string, string>;
  /** Identifies the image that it is built from: that one's own digest, or its id. */
  baseDigest?: string;
}

/** Changes when the same context would have to make another image. */
const FORMAT = 1;

/**
 * The digest (SHA-256, 64 hex digits) of all that an image is built from: paths, contents and executability of the
 * folder's files, as far as .dockerignore lets them in; the build arguments; the base image.
 */
export async function contextDigest(folder: string, identity: ContextIdentity = {}): Promise<string> {
  const { dockerfile = 'Dockerfile', buildArgs = {}, baseDigest = '' } = identity;
  const digest = createHash('sha256');
  const add = (...fields: unknown[]): void => void digest.update(`${JSON.stringify(fields)}\n`);
  add('format', FORMAT);
  add('dockerfile', dockerfile);
  add('base', baseDigest);
  for (const name of Object.keys(buildArgs).sort()) add('argument', name, buildArgs[name]);
  for (const entry of await contextFiles(folder, dockerfile)) add(...(await fieldsOf(folder, entry)));
  return digest.digest('hex');
}

async function fieldsOf(folder: string, entry: ContextEntry): Promise<unknown[]> {
  switch (entry.kind) {
    case 'directory':
      return [entry.kind, entry.path];
    case 'symlink':
      return [entry.kind, entry.path, entry.target];
    case 'file':
      return [entry.kind, entry.path, entry.executable, await fileDigest(join(folder, entry.path))];
  }
}

async function fileDigest(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}
