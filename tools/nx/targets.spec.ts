import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const LIBS = readdirSync(join(ROOT, 'libs'));
const read = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as Record<string, unknown>;
const references = (...folder: string[]) =>
  (read(...folder, 'tsconfig.json')['references'] as { path: string }[] | undefined)?.map(({ path }) => path) ?? [];

// Nx orders the tasks by package.json, the compiler its projects by tsconfig.json.
it.each(LIBS)('%s refers to the projects of the packages that it depends on', (name) => {
  const { dependencies = {} } = read('libs', name, 'package.json') as { dependencies?: object };
  const own = Object.keys(dependencies).filter((other) => other.startsWith('@hypriotkit/'));
  expect(references('libs', name).sort()).toEqual(own.map((other) => other.replace('@hypriotkit/', '../')).sort());
});

it('tools and the workspace refer to all packages', () => {
  const libs = LIBS.map((name) => `libs/${name}`);
  expect(references('tools').sort()).toEqual(libs.map((path) => `../${path}`).sort());
  expect(references().sort()).toEqual([...libs, 'tools', 'tools/site'].sort());
});

// A result from the cache would be old where a test reads what is in no input.
it.each(LIBS)('tests of %s read nothing outside of it that its target does not name', (name) => {
  const specs = readdirSync(join(ROOT, 'libs', name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts') && !file.endsWith('.int.spec.ts'))
    .filter((file) => {
      const up = file.split('/').length + 1;
      const text = readFileSync(join(ROOT, 'libs', name, 'src', file), 'utf8');
      return new RegExp(`__dirname(, '\\.\\.'){${up + 1}}`).test(text);
    });
  const named = readFileSync(join(__dirname, 'targets.js'), 'utf8').includes(`'libs/${name}': [`);
  expect({ name, named: specs.length > 0 }).toEqual({ name, named });
});
