import { join } from 'node:path';
import { packages, type Package } from '../../release/lib/packages';
import { ROOT } from '../../release/lib/root';

/** The build context of the orchestrator image. */
export const CONTEXT = join(ROOT, 'dist', 'image');

/** The packages that run in the image. Other packages of libs are included only if these depend on them. */
const NEEDED = ['@hypriotkit/docker', '@hypriotkit/orchestrator'];

/** Returns the packages of libs in the image, each after its dependencies. */
export function imagePackages(): Package[] {
  const needed = new Set(NEEDED);
  // Packages come after their dependencies, so one pass in reverse order finds all of them.
  for (const { name, manifest } of packages().reverse()) {
    if (needed.has(name)) Object.keys(manifest.dependencies ?? {}).forEach((dependency) => needed.add(dependency));
  }
  return packages().filter(({ name }) => needed.has(name));
}
