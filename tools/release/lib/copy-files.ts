import { copyFileSync, cpSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyPreset } from './copy-preset';
import type { Package } from './packages';
import { ROOT } from './root';

/**
 * Copies the files that are not compiled: manifests, schemas, files of generators and the components that they add, handwritten
 * types, the licence.
 */
export function copyFiles({ name, folder, built, manifest }: Package): void {
  const filter = (path: string) => (statSync(path).isDirectory() ? basename(path) !== 'testing' : !isCompiled(path));
  cpSync(join(folder, 'src'), join(built, 'dist'), { recursive: true, filter });
  for (const file of ['package.json', ...manifest.files.filter((file) => file !== 'dist')]) {
    cpSync(join(folder, file), join(built, file));
  }
  copyFileSync(join(ROOT, 'LICENSE'), join(built, 'dist', 'LICENSE'));
  if (name === '@hypriotkit/docker') copyPreset(join(built, 'dist', 'presets', 'hypriotos'));
}

function isCompiled(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.d.ts');
}
