import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'undici';
import { SIGNATURE, SignatureMissing } from '@hypriotkit/artifacts';
import { fromSystem, HypriotkitError, Interrupted, temporaryFolder, withoutCredentials } from '@hypriotkit/core';
import { CardImageInvalid } from '../errors';
import { blockMapPath } from './block-map';
import { formatOf } from './find-image';
import { Server } from './server';

export const isAddress = (place: string): boolean => /^https?:\/\//i.test(place);

interface Downloaded {
  path: string;
  remove: () => Promise<void>;
}

interface DownloadOptions {
  signal?: AbortSignal | undefined;
  /** Whether to look for the `.bmap`. Default: true. */
  bmap?: boolean;
  /** Whether the image has to have a signature. It is asked for first. */
  signature?: boolean;
}

/**
 * Downloads an image into a temporary folder, with the `.sha256` and the `.bmap` beside it, if there are any.
 *
 * @param progress receives the bytes so far, and all that there are, if the server says so
 * @throws CardImageInvalid
 * @throws SignatureMissing if a signature is needed and not beside the image
 */
export async function download(
  address: string,
  progress: (done: number, total?: number) => void,
  { signal, bmap = true, signature = false }: DownloadOptions = {},
): Promise<Downloaded> {
  const name = nameIn(address);
  const folder = temporaryFolder('hypriotkit-card-');
  const remove = () => rm(folder, { recursive: true, force: true });
  let server: Server | undefined;
  try {
    const path = join(folder, name);
    server = new Server(signal);
    if (signature) await saveSignature(server, address, path);
    await save(await server.get(new URL(address)), path, progress);
    const maps = [blockMapPath, ...(signature ? [(image: string) => signatureOf(blockMapPath(image))] : [])];
    const beside = [(image: string) => `${image}.sha256`, ...(bmap ? maps : [])];
    for (const nameOf of beside) await saveSmall(server, withPath(address, nameOf), nameOf(path));
    return { path, remove };
  } catch (error) {
    await remove();
    if (signal?.aborted) throw new Interrupted('Downloading the image', error);
    throw asImageError(address, error);
  } finally {
    await server?.close();
  }
}

/** An address for people. A query may be what lets somebody in, as in signed addresses of object stores. */
export const shownAddress = (address: string): string => withoutCredentials(address).replace(/\?.+$/s, '?***');

function withPath(address: string, change: (path: string) => string): URL {
  const url = new URL(address);
  url.pathname = change(url.pathname);
  return url;
}

const signatureOf = (file: string): string => file + SIGNATURE;

async function saveSignature(server: Server, address: string, path: string): Promise<void> {
  const place = withPath(address, signatureOf);
  if (await saveSmall(server, place, signatureOf(path))) return;
  throw new SignatureMissing(basename(path), shownAddress(String(place)));
}

/** Downloads a file that need not be there. Returns whether it is. */
async function saveSmall(server: Server, address: URL, path: string): Promise<boolean> {
  const response = await server.get(address);
  if (response.ok) await writeFile(path, Buffer.from(await response.arrayBuffer()));
  else await response.body?.cancel();
  return response.ok;
}

/** Returns the name of the file. It has to say what the file is, before anything is downloaded. */
function nameIn(address: string): string {
  try {
    const name = basename(decodeURIComponent(new URL(address).pathname));
    formatOf(name);
    return name;
  } catch (error) {
    throw error instanceof CardImageInvalid ? error : asImageError(address, error);
  }
}

async function save(response: Response, path: string, progress: (done: number, total?: number) => void): Promise<void> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`the server answers ${response.status} ${response.statusText}`);
  }
  const length = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length'));
  let done = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      progress(done, length || undefined);
      next(undefined, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(path));
  if (length && done !== length) throw new Error(`it ended after ${done} of ${length} bytes`);
}

function asImageError(address: string, error: unknown): unknown {
  const converted = fromSystem('Saving the image', error);
  if (converted !== error || error instanceof HypriotkitError) return converted;
  // Where a name has several addresses, the cause has a code alone.
  const { message, code } = firstCause(error as NodeJS.ErrnoException);
  const reason = message || code;
  return new CardImageInvalid(
    shownAddress(address),
    `downloading it failed: ${reason}`,
    'Check the address and the network, or download the image yourself.',
    error,
  );
}

/** `fetch` says no more than that it failed. What lies between may be a DOMException, which is no native error. */
const firstCause = (error: NodeJS.ErrnoException): NodeJS.ErrnoException =>
  error.cause ? firstCause(error.cause as NodeJS.ErrnoException) : error;
