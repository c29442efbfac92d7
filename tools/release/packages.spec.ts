import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { packages, type Manifest } from './lib/packages';
import { ROOT } from './lib/root';

const all = packages();
const workspace = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

it('orders the packages so that each comes after its dependencies', () => {
  const names = all.map(({ name }) => name);
  for (const { name, manifest } of all) {
    const later = Object.keys(manifest.dependencies ?? {}).filter(
      (other) => names.indexOf(other) > names.indexOf(name),
    );
    expect(later).toEqual([]);
  }
});

describe.each(all)('$name', ({ name, folder, manifest }) => {
  it('has the version of the workspace, and depends on exactly this version of the others', () => {
    expect(manifest.version).toBe(workspace.version);
    const own = Object.entries(manifest.dependencies ?? {}).filter(([other]) => other.startsWith('@hypriotkit/'));
    for (const [other, version] of own) expect([other, version]).toEqual([other, workspace.version]);
  });

  it('needs the same version of Node.js as the workspace', () => {
    expect(manifest.engines).toEqual(workspace.engines);
  });

  it('depends on exactly what its sources import', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    // A plugin depends on Nx because it runs in it.
    expect(declared.filter((dependency) => dependency !== 'nx').sort()).toEqual(imported(name, folder));
  });
});

/** Returns the names of the packages that a package's sources import, without imports of tests. */
function imported(own: string, folder: string): string[] {
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.split('/').includes('testing'),
  );
  const specifiers = sources.flatMap((file) => [
    ...readFileSync(join(folder, 'src', file), 'utf8').matchAll(/(?:\bfrom |\bimport\(|\brequire\()'([^'.][^']*)'/g),
  ]);
  const names = specifiers
    .map((match) => match[1]!)
    .filter((specifier) => !specifier.startsWith('node:') && !builtinModules.includes(specifier))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(names)].filter((name) => name !== own).sort();
}
