import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { executors } from '../executors.json';
import { generators } from '../generators.json';
import migrations from '../migrations.json';
import manifest from '../package.json';
import { RUN_WIDE_NAMES } from './lib/run-wide';

const PACKAGE = join(__dirname, '..');
/** Maps a path in dist of the published package to its source. In this workspace, Nx reads the sources. */
const source = (path: string) => join(PACKAGE, path.replace('/dist/', '/src/'));

interface Property {
  description?: string;
  properties?: Record<string, Property>;
}

const entries = [
  ...Object.entries(executors).map(([name, { implementation, ...entry }]) => ({ name, implementation, ...entry })),
  ...Object.entries(generators).map(([name, { factory, ...entry }]) => ({ name, implementation: factory, ...entry })),
];

describe.each(entries)('$name', ({ implementation, schema, description }) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { properties, ...described } = require(source(schema)) as Required<Property>;

  it('is where the manifest says', () => {
    expect(existsSync(`${source(implementation)}.ts`)).toBe(true);
    expect(existsSync(source(schema))).toBe(true);
  });

  it('describes itself and every option', () => {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(described.description).toMatch(/^[A-Z].*\.$/s);
    const silent = Object.entries(properties).filter(([, { description }]) => !description?.endsWith('.'));
    expect(silent).toEqual([]);
  });
});

it.each(Object.entries(executors))('%s takes the options of the whole run', (_, { schema }) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { properties, additionalProperties } = require(source(schema)) as Property & { additionalProperties: boolean };
  const refused = additionalProperties ? [] : RUN_WIDE_NAMES.filter((name) => !properties?.[name]);
  expect(refused).toEqual([]);
});

it('is named by package.json, and published', () => {
  const files = [manifest.executors, manifest.generators, manifest['nx-migrations'].migrations];
  expect(files).toEqual(['./executors.json', './generators.json', './migrations.json']);
  for (const file of files) {
    expect(manifest.files).toContain(file.slice(2));
    expect(manifest.exports).toHaveProperty([file], file);
  }
});

it('has migrations for versions that are out only', () => {
  const versions = Object.values<{ version: string }>(migrations.generators).map(({ version }) => version);
  const later = versions.filter((version) => version.localeCompare(manifest.version, 'en', { numeric: true }) > 0);
  expect(later).toEqual([]);
});
