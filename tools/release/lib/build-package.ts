import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile';
import { copyFiles } from './copy-files';
import { copyPreset } from './copy-preset';
import type { Package } from './packages';

/** Builds the published form of a package. Its dependencies must be built first. */
export function buildPackage(one: Package): void {
  console.log(one.name);
  rmSync(one.built, { recursive: true, force: true });
  compile(one);
  copyFiles(one);
  if (one.name === '@hypriotkit/docker') copyPreset(join(one.built, 'dist', 'presets', 'hypriotos'));
}
