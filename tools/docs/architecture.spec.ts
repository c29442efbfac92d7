import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

interface Layers {
  allowed: Record<string, string[]>;
  declared: Record<string, string[]>;
}

/** Runs in a separate process, because layers.mjs is an ES module. */
const SCRIPT = `
  import { declared, LAYERS } from './tools/lint/layers.mjs';
  const names = Object.keys(LAYERS);
  const all = Object.fromEntries(names.map((name) => [name, declared('.', name)]));
  console.log(JSON.stringify({ allowed: LAYERS, declared: all }));
`;
const { allowed, declared } = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd: ROOT, encoding: 'utf8' }),
) as Layers;

it('every package of libs has a layer', () => {
  expect(Object.keys(allowed).sort()).toEqual(readdirSync(join(ROOT, 'libs')).sort());
});

it.each(Object.keys(allowed))('%s depends on exactly the packages that it may import', (name) => {
  expect(declared[name]).toEqual([...allowed[name]!].sort());
});

it('docs/architecture.md shows these layers, and no others', () => {
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const picture = /```mermaid\n(.*?)```/s.exec(page)![1]!;
  const shown: Record<string, string[]> = Object.fromEntries(Object.keys(allowed).map((name) => [name, []]));
  for (const [, from, to] of picture.matchAll(/^ *([\w-]+)(?:\[[^\]]*\])? --> ([\w-]+)/gm)) shown[from!]!.push(to!);
  for (const name of Object.keys(allowed))
    expect([name, shown[name]!.sort()]).toEqual([name, [...allowed[name]!].sort()]);
});
