import { posix } from 'node:path';
import { TransferFailed } from '../errors';

/**
 * Returns the name of an archive's entry relative to the archived directory. The engine prefixes each name with the
 * last part of the directory's path, or with nothing for the root. The name of the directory itself is empty.
 *
 * @throws TransferFailed if the name leads out of the directory
 */
export function nameWithin(directory: string, entryName: string): string {
  const base = posix.basename(posix.normalize(directory));
  const parts = entryName.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new TransferFailed(
      `Copying files from ${directory}`,
      `the archive has ${JSON.stringify(entryName)}, which leads out of it`,
    );
  }
  return (parts[0] === base && base !== '' ? parts.slice(1) : parts).join('/');
}
