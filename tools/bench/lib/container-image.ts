import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../e2e/lib/workspace';

const SCRIPT = join(ROOT, 'tools', 'e2e', 'lib', 'container-image.sh');

/** Makes a container image of 10 MB that cannot be compressed. */
export function containerImage(file: string, name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-bench-'));
  try {
    writeFileSync(join(folder, 'data'), randomBytes(10_000_000));
    execFileSync('tar', ['--create', '--file', join(folder, 'layer.tar'), '--directory', folder, 'data']);
    execFileSync('bash', [SCRIPT, file, 'arm64', join(folder, 'layer.tar'), `bench/${name}:1`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
