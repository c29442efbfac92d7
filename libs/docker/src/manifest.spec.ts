import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { executors } from '../executors.json';

const PACKAGE = join(__dirname, '..');
/** In this workspace Nx reads the sources of what the published package has in dist. */
const source = (path: string) => join(PACKAGE, path.replace('/dist/', '/src/'));

interface Schema {
  properties: Record<string, { description?: string }>;
}

describe.each(Object.entries(executors))('executor %s', (_, { implementation, schema }) => {
  it('is where the manifest says', () => {
    expect(existsSync(`${source(implementation)}.ts`)).toBe(true);
    expect(existsSync(source(schema))).toBe(true);
  });

  it('describes every option', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { properties } = require(source(schema)) as Schema;
    const silent = Object.entries(properties).filter(([, { description }]) => !description);
    expect(silent).toEqual([]);
  });
});
