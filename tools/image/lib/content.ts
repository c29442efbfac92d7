import { join } from 'node:path';
import { packages, type Package } from '../../release/lib/packages';
import { ROOT } from '../../release/lib/root';

/** The context of the orchestrator image. */
export const CONTEXT = join(ROOT, 'dist', 'image');

/** What runs in the image; the rest of libs is there as far as these need it. */
const NEEDED = ['@hypriotkit/docker', '@hypriotkit/orchestrator'];

/** The packages of libs that the image holds, each after those that it depends on. */
export function imagePackages(): Package[] {
  const needed = new Set(NEEDED);
  // Whoever comes later depends on those before: from the end, one pass finds all.
  for (const { name, manifest } of packages().reverse()) {
    if (needed.has(name)) Object.keys(manifest.dependencies ?? {}).forEach((dependency) => needed.add(dependency));
  }
  return packages().filter(({ name }) => needed.has(name));
}
