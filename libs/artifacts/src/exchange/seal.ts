import { createCipheriv, createDecipheriv, randomBytes, type CipherGCMTypes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Seal } from '@hypriotkit/contract';

const ALGORITHM: CipherGCMTypes = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** Writes content to a file that only the seal opens. */
export async function sealedFile(content: Readable, file: string): Promise<Seal> {
  const [key, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)];
  const cipher = createCipheriv(ALGORITHM, key, iv);
  await pipeline(content, cipher, createWriteStream(file, { mode: 0o600 }));
  return { key: key.toString('hex'), iv: iv.toString('hex'), tag: cipher.getAuthTag().toString('hex') };
}

/** Passes the content of a sealed file to `sink`. Fails, at the end, if it is not what was sealed. */
export async function opened(
  sealed: Readable,
  { key, iv, tag }: Seal,
  sink: (content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const [ofKey, ofIv, ofTag] = [key, iv, tag].map((digits) => Buffer.from(digits, 'hex')) as [Buffer, Buffer, Buffer];
  const decipher = createDecipheriv(ALGORITHM, ofKey, ofIv).setAuthTag(ofTag);
  await pipeline(sealed, decipher, sink);
}
