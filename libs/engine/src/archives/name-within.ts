import { posix } from 'node:path';

/**
 * Returns the name of an archive's entry relative to the archived directory. The engine prefixes each name with the
 * last part of the directory's path, or with nothing for the root. The name of the directory itself is empty.
 */
export function nameWithin(directory: string, entryName: string): string {
  const base = posix.basename(posix.normalize(directory));
  const parts = entryName.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new Error(`the archive contains a path that leads out of it: ${entryName}`);
  return (parts[0] === base && base !== '' ? parts.slice(1) : parts).join('/');
}
