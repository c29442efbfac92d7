import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** What this workspace reads of a package.json. */
export interface Manifest {
  name: string;
  version: string;
  files: string[];
  exports: Record<string, unknown>;
  engines: { node: string };
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export interface Package {
  name: string;
  /** Its sources. Absolute, as all paths here. */
  folder: string;
  /** What is published of it, once it is built. */
  built: string;
  manifest: Manifest;
}

/** The packages that are published, each after those that it depends on. */
export function packages(): Package[] {
  const found = readdirSync(join(ROOT, 'libs')).map(read);
  const ordered = new Set<Package>();
  found.forEach(visit);
  return [...ordered];

  function visit(one: Package): void {
    for (const name of Object.keys(one.manifest.dependencies ?? {})) {
      const own = found.find((other) => other.name === name);
      if (own && !ordered.has(own)) visit(own);
    }
    ordered.add(one);
  }
}

function read(library: string): Package {
  const folder = join(ROOT, 'libs', library);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return { name: manifest.name, folder, built: join(ROOT, 'dist', 'packages', library), manifest };
}
