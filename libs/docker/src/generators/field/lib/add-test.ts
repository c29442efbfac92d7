import { getProjects, offsetFromRoot, type Tree } from '@nx/devkit';
import type { NewField } from './new-field';

const JEST = ['jest.config.js', 'jest.config.ts', 'jest.config.mjs', 'jest.config.cjs'];

/** Adds a starting point for a test: how the builder gets the field, and which values are refused. Needs Jest. */
export function addTest(tree: Tree, field: NewField): void {
  const { root } = getProjects(tree).get(field.component)!;
  const file = `${root}/${field.name}.spec.ts`;
  if (JEST.some((config) => tree.exists(config)) && !tree.exists(file)) tree.write(file, testOf(field, root));
}

function testOf({ component, name, variable, said, default: value }: NewField, root: string): string {
  const up = offsetFromRoot(root)
    .split('/')
    .filter(Boolean)
    .map(() => "'..'")
    .join(', ');
  const wrong = said['type'] === 'array' ? '[7]' : said['type'] === 'string' ? "'a\\nb'" : "'some'";
  return `import { join } from 'node:path';
import { fieldEnvironment, loadConfiguration, withLayer } from '@hypriotkit/config';

const configuration = loadConfiguration(join(__dirname, ${up}), { env: { HYPRIOTKIT_CONFIGS: 'image/configs.json' } });
const lay = (value: unknown) => withLayer(configuration, 'a test', '${component}', { ${name}: value });

describe('${component}.${name}', () => {
  it('is handed to the builder as ${variable}', () => {
    expect(fieldEnvironment(configuration.schema, '${component}')).toHaveProperty('${variable}', '{${name}}');
    expect(lay(${JSON.stringify(value)}).components['${component}']).toHaveProperty('${name}', ${JSON.stringify(value)});
  });

  it('is refused before the build if it is invalid', () => {
    expect(() => lay(${wrong})).toThrow('${component}.${name}');
  });
});
`;
}
