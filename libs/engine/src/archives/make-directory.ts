import { posix } from 'node:path';
import { packItems } from '../archives/pack';
import type { Container } from '../containers/container';
import { ROOT, type FileOwner } from './file-owner';

/** Makes a directory of the container, and those above it, as far as they are missing; those belong to `owner`. */
export async function makeDirectory(container: Container, directory: string, owner: FileOwner = ROOT): Promise<void> {
  const missing: string[] = [];
  let existing = posix.normalize(directory);
  while (existing !== '/' && !(await container.hasPath(existing))) {
    missing.unshift(existing);
    existing = posix.dirname(existing);
  }
  if (missing.length === 0) return;
  const items = missing.map((path) => ({
    header: {
      ...owner,
      name: `${posix.relative(existing, path)}/`,
      type: 'directory' as const,
      mode: 0o755,
      mtime: new Date(0),
    },
  }));
  await container.putArchive(existing, packItems(items));
}
