import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Record<string, unknown>;

/** The packages of libs that a build goes through. */
const BUILD = ['core', 'contract', 'config', 'engine', 'repository', 'artifacts', 'component', 'docker'];

it('every external package that can change what comes out of a build is in its hash', () => {
  const { tooling } = read('nx.json')['namedInputs'] as { tooling: (string | { externalDependencies: string[] })[] };
  const hashed = tooling.flatMap((input) => (typeof input === 'string' ? [] : input.externalDependencies));
  const needed = BUILD.flatMap((name) => {
    const { dependencies = {}, peerDependencies = {} } = read(`libs/${name}/package.json`) as Record<string, object>;
    return Object.keys({ ...dependencies, ...peerDependencies }).filter((other) => !other.startsWith('@hypriotkit/'));
  });
  expect([...new Set(hashed)].sort()).toEqual([...new Set([...needed, 'nx', '@nx/devkit'])].sort());
  const sources = tooling.filter((input) => typeof input === 'string');
  for (const name of BUILD)
    expect(sources.filter((input) => input.startsWith(`!{workspaceRoot}/libs/${name}/**`))).toEqual([]);
});
