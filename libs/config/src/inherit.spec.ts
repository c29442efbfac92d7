import { mkdirSync, readFileSync } from 'node:fs';
import { originOf, sourcesOf, withBoard, withLayer } from './index';
import { problems, schema, smallWorkspace } from './testing/small-workspace';

/* ahoy_root_fs is a fork of root_fs, and crow_root_fs one of ahoy_root_fs. */

const workspace = smallWorkspace();
const forkOf = (original: string) => ({ ...schema.properties.root_fs, inherits: original });
const write = (inherits: Record<string, string>) => {
  const forks = Object.entries(inherits).map(([name, original]) => [name, forkOf(original)]);
  const properties = { ...schema.properties, ...Object.fromEntries(forks) };
  workspace.user({ ...schema, properties }, 'image/configs.schema.json');
};
beforeEach(() => {
  write({ crow_root_fs: 'ahoy_root_fs', ahoy_root_fs: 'root_fs' });
  const defaults = JSON.parse(readFileSync(workspace.at('image/configs.json'), 'utf8')) as object;
  workspace.user({ ...defaults, ahoy_root_fs: { hostname: 'ahoy' } }, 'image/configs.json');
});

it('a fork has the values of its original, defaults and those of the user, and its own before these', () => {
  workspace.user({ root_fs: { hostname: 'pearl', password: 'mine', keys: ['b'] }, crow_root_fs: { size: 2 } });
  const { components } = workspace.load();
  expect(components['ahoy_root_fs']).toEqual({ ...components['root_fs'], hostname: 'ahoy' });
  expect(components['crow_root_fs']).toEqual({ ...components['ahoy_root_fs'], size: 2 });
});

it('a fork has what a later layer sets for its original, and no layer for the fork', () => {
  const configuration = withLayer(workspace.load(), 'the command line', 'root_fs', { hostname: 'pearl', size: 3 });
  expect(configuration.components['ahoy_root_fs']).toMatchObject({ hostname: 'ahoy', size: 3 });
  expect(withLayer(configuration, 'x', 'root_fs', { size: 4 }).components['crow_root_fs']).toMatchObject({ size: 4 });
  expect(originOf(configuration, 'ahoy_root_fs', 'size')).toBe('the command line (inherited)');
  expect(originOf(configuration, 'ahoy_root_fs', 'hostname')).toBe('image/configs.json');
});

it("a fork has what a board sets for its original, and the board's file names the original alone", () => {
  mkdirSync(workspace.at('boards/deck'), { recursive: true });
  workspace.user({ root_fs: { size: 5 } }, 'boards/deck/configs.json');
  const { components, layers } = withBoard(workspace.load(), workspace.root(), 'deck');
  expect(components['crow_root_fs']).toMatchObject({ size: 5 });
  expect(Object.keys(layers.at(-1)!.own!.components)).toEqual(['root_fs']);
});

it('a field of a fork is set for the fork or, as long as that is not done, for its original', () => {
  const configuration = workspace.load();
  expect(sourcesOf(configuration, 'root_fs', 'size')).toEqual(['root_fs.size']);
  expect(sourcesOf(configuration, 'ahoy_root_fs', 'hostname')).toEqual(['ahoy_root_fs.hostname']);
  expect(sourcesOf(configuration, 'crow_root_fs', 'hostname')).toEqual([
    'crow_root_fs.hostname',
    'ahoy_root_fs.hostname',
  ]);
  expect(sourcesOf(configuration, 'crow_root_fs', 'size')).toEqual([
    'crow_root_fs.size',
    'ahoy_root_fs.size',
    'root_fs.size',
  ]);
});

it('a value of an environment variable is one in the fork, too', () => {
  workspace.user({ root_fs: { password: { env: 'SECRET' } } });
  const { components, layers } = workspace.load({ SECRET: 'davy' });
  expect(components['crow_root_fs']).toMatchObject({ password: 'davy' });
  expect(layers.at(-1)!.fromEnvironment).toContain('crow_root_fs.password');
  expect(layers.at(-1)!.written).toMatchObject({ crow_root_fs: { password: { env: 'SECRET' } } });
});

it("an object that is set for a fork is the fork's as a whole", () => {
  const root_fs = { type: 'object', additionalProperties: false, properties: { options: { type: 'object' } } };
  const both = { root_fs, ahoy_root_fs: { ...root_fs, inherits: 'root_fs' } };
  workspace.user({ ...schema, properties: both }, 'image/configs.schema.json');
  workspace.user({ root_fs: { options: { a: 1, b: 1 } } }, 'image/configs.json');
  workspace.user({ root_fs: { options: { a: 5 } } });
  expect(workspace.load().components['ahoy_root_fs']).toEqual({ options: { a: 5, b: 1 } });
  workspace.user({ root_fs: { options: { a: 5 } }, ahoy_root_fs: { options: { b: 9 } } });
  expect(workspace.load().components['ahoy_root_fs']).toEqual({ options: { b: 9 } });
});

it.each(['rootfs', '__proto__', '', ['root_fs'], null, 5])(
  'a fork of %j, which is no component, is refused',
  (original) => {
    write({ ahoy_root_fs: original as string });
    const expected = `inherits: ${JSON.stringify(original)}; expected the name of a component`;
    expect(problems(workspace.load)).toEqual([expected]);
  },
);

it('a fork of itself is refused', () => {
  write({ crow_root_fs: 'ahoy_root_fs', ahoy_root_fs: 'crow_root_fs' });
  expect(problems(workspace.load)[0]).toMatch(/expected a component that does not inherit from this one/);
});
