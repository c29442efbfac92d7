import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './workspace';

/** Makes what is published of every package, as `npm run build:packages` does. */
export function buildPackages(): void {
  execFileSync('npm', ['run', '--silent', 'build:packages'], { cwd: ROOT });
}

/** The tarball that would be published of a package. */
export function pack(folder: string, target: string): string {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
  });
  return join(target, packed.trim());
}
