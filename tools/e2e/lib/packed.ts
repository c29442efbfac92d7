import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { nxSucceeds } from './workspace';

/** Makes what is published of every package, as `npm run build:packages` does, unless that has been done. */
export async function buildPackages(): Promise<void> {
  await nxSucceeds('run', 'tools:packages');
}

/** The tarball that would be published of a package. */
export function pack(folder: string, target: string): string {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
  });
  return join(target, packed.trim());
}
