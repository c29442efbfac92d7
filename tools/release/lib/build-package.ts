import { rmSync } from 'node:fs';
import { compile } from './compile';
import { copyFiles } from './copy-files';
import type { Package } from './packages';

/** Builds the published form of a package. Its dependencies must be built first. */
export function buildPackage(one: Package): void {
  console.log(one.name);
  rmSync(one.built, { recursive: true, force: true });
  compile(one);
  copyFiles(one);
}
