import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isManifest, MANIFEST } from '@hypriotkit/artifacts';
import { readArchive } from '@hypriotkit/engine';

/** What Nx adds to the outputs of a task: its exit code (4 bytes), and what it said. */
const CODE = 'code';
const TERMINAL_OUTPUT = 'terminalOutput';
/** In bytes. A larger file is no manifest. */
const LARGEST_MANIFEST = 2 ** 20;

interface Contents {
  /** SHA-256 and size in bytes, by path in the archive. */
  files: Map<string, { sha256: string; size: number }>;
  /** The texts of manifests and of what Nx adds, by path. */
  texts: Map<string, Buffer>;
}

/**
 * Says what is wrong with an entry of Nx's cache, a tar.gz: it is cut off, or not all of what Nx reads is in it, or an
 * artifact differs from the manifest beside it. Nx would end the run with the former, and restore the latter.
 */
export async function entryProblem(entry: Readable): Promise<string | undefined> {
  try {
    const contents = await read(entry);
    return problemOfNx(contents) ?? problemOfArtifacts(contents);
  } catch (error) {
    return reasonIn(error as Error);
  }
}

async function read(entry: Readable): Promise<Contents> {
  const files: Contents['files'] = new Map();
  const texts: Contents['texts'] = new Map();
  const unpacked = createGunzip();
  const work = [
    readArchive(unpacked, 'Reading an entry of the cache', ({ name, type, size = 0 }) => {
      if (name.split('/').includes('..')) throw new Error(`it has the path ${name}`);
      if (type !== 'file') return undefined;
      const kept = [CODE, TERMINAL_OUTPUT].includes(name) || (isManifestPath(name) && size <= LARGEST_MANIFEST);
      return async (content) => {
        if (kept) texts.set(name, await buffer(content));
        else files.set(name, { sha256: await sha256Of(content), size });
      };
    }),
    pipeline(entry, unpacked),
  ];
  // What the reader has to say comes first: it stops the other.
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return { files, texts };
}

async function sha256Of(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function problemOfNx({ texts }: Contents): string | undefined {
  if (texts.get(CODE)?.length !== 4) return 'it has no exit code';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(texts.get(TERMINAL_OUTPUT));
    return undefined;
  } catch {
    return 'the output of its task is not text';
  }
}

function problemOfArtifacts({ files, texts }: Contents): string | undefined {
  for (const [path, text] of texts) {
    const manifest = isManifestPath(path) ? parsed(text) : undefined;
    if (!isManifest(manifest)) continue;
    for (const { file, size, sha256 } of manifest.artifacts) {
      const found = files.get(path.slice(0, -MANIFEST.length) + file);
      if (!found) return `${file} is missing`;
      if (found.sha256 !== sha256 || found.size !== size) return `${file} differs from ${MANIFEST}`;
    }
  }
  return undefined;
}

const isManifestPath = (path: string): boolean => path.endsWith(`/${MANIFEST}`);

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

/** The error of the archive says what happened to an engine. Its cause says what happened. */
function reasonIn(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
