import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** The fields of a package.json that this workspace uses. */
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
  /** The absolute path of its sources. */
  folder: string;
  /** The absolute path of its published form, which exists after a build. */
  built: string;
  manifest: Manifest;
}

/** Returns the published packages, each after its dependencies. */
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
