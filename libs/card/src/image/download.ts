import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromSystem, Interrupted, withoutCredentials } from '@hypriotkit/core';
import { CardImageInvalid } from '../errors';

export const isAddress = (place: string): boolean => /^https?:\/\//i.test(place);

interface Downloaded {
  path: string;
  remove: () => Promise<void>;
}

/**
 * Downloads an image, and the `.sha256` beside it if there is one, into a temporary folder.
 *
 * @param progress receives the bytes so far, and all that there are, if the server says so
 */
export async function download(
  address: string,
  progress: (done: number, total?: number) => void,
  signal?: AbortSignal,
): Promise<Downloaded> {
  const folder = await mkdtemp(join(tmpdir(), 'hypriotkit-card-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, decodeURIComponent(basename(new URL(address).pathname)));
    await save(address, path, progress, signal);
    const checksum = new URL(address);
    checksum.pathname += '.sha256';
    const response = await fetch(checksum, { signal: signal ?? null });
    if (response.ok) await writeFile(`${path}.sha256`, await response.text());
    return { path, remove };
  } catch (error) {
    await remove();
    if (signal?.aborted) throw new Interrupted('Downloading the image', error);
    throw asImageError(address, error);
  }
}

async function save(
  address: string,
  path: string,
  progress: (done: number, total?: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const response = await fetch(address, { signal: signal ?? null });
  if (!response.ok || !response.body) throw new Error(`the server answers ${response.status} ${response.statusText}`);
  const length = Number(response.headers.get('content-length'));
  let done = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      progress(done, length || undefined);
      next(undefined, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body as never), counted, createWriteStream(path));
  if (length && done !== length) throw new Error(`it ended after ${done} of ${length} bytes`);
}

function asImageError(address: string, error: unknown): unknown {
  const converted = fromSystem('Saving the image', error);
  if (converted !== error || error instanceof CardImageInvalid) return converted;
  const { message, cause } = error as Error;
  const reason = cause instanceof Error ? cause.message : message;
  return new CardImageInvalid(
    withoutCredentials(address),
    `downloading it failed: ${reason}`,
    'Check the address and the network, or download the image yourself.',
    error,
  );
}
