import { posix } from 'node:path';

/**
 * The name of an archive's entry relative to the directory that the archive was made of: the engine begins each name with
 * the last part of the directory's path (or nothing, for the root). Empty for the directory itself.
 */
export function nameWithin(directory: string, entryName: string): string {
  const base = posix.basename(posix.normalize(directory));
  const parts = entryName.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new Error(`the archive names a file outside of it: ${entryName}`);
  return (parts[0] === base && base !== '' ? parts.slice(1) : parts).join('/');
}
