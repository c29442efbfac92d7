import { readJson, writeJson, type Tree } from '@nx/devkit';
import component from '../component/generator';
import { contents } from '../testing/contents';
import { emptyWorkspace } from '../testing/empty-workspace';
import field from './generator';

const PAGE = '# Fields\n\n<!-- fields: begin (written from components/*/fields.json) -->\n<!-- fields: end -->\n';

describe('generator field', () => {
  let tree: Tree;
  beforeEach(async () => {
    tree = emptyWorkspace();
    await component(tree, { name: 'hello' });
  });

  const said = (name: string, of = 'hello') =>
    readJson<{ properties: Record<string, unknown> }>(tree, `components/${of}/fields.json`).properties[name];
  const defaults = () => readJson<{ hello: Record<string, unknown> }>(tree, 'image/configs.json').hello;

  it('adds a line of text, which the builder gets as a variable', async () => {
    await field(tree, { component: 'hello', name: 'time_zone', default: 'UTC' });
    expect(said('time_zone')).toMatchObject({
      type: 'string',
      patternErrorMessage: 'expected one line of text',
      description: 'Time zone.',
      environment: 'TIME_ZONE',
    });
    expect(defaults()).toMatchObject({ version: 'latest', time_zone: 'UTC' });
  });

  it.each([
    [{ type: 'number', default: '7' }, { type: 'integer' }, 7],
    [{ type: 'number', default: 8 }, { type: 'integer' }, 8],
    [{ type: 'flag' }, { type: 'boolean' }, false],
    [{ type: 'list', default: 'a,b' }, { type: 'array', items: { type: 'string' } }, ['a', 'b']],
    [{ values: ['blue', 'red'] }, { enum: ['blue', 'red'] }, 'blue'],
    [{ pattern: '^[a-z]*$', expected: 'expected letters' }, { patternErrorMessage: 'expected letters' }, ''],
    [{ secret: true, variable: 'TOKEN' }, { writeOnly: true, environment: 'TOKEN' }, ''],
  ] as const)('adds what it is told: %j', async (options, schema, value) => {
    const { values, ...others } = { values: undefined, ...options };
    await field(tree, { component: 'hello', name: 'own', ...others, ...(values && { values: [...values] }) });
    expect(said('own')).toMatchObject(schema);
    expect(defaults()).toHaveProperty('own', value);
  });

  it('gives the schema of a component that had none of its own a file', async () => {
    const { properties } = readJson<{ properties: object }>(tree, 'image/configs.schema.json');
    const inline = { type: 'object', properties: { image: { $ref: '#/definitions/image' } } };
    writeJson(tree, 'image/configs.schema.json', {
      ...readJson<object>(tree, 'image/configs.schema.json'),
      properties: { ...properties, hello: inline },
    });
    await field(tree, { component: 'hello', name: 'colour' });
    expect(said('image')).toEqual({ $ref: '../../image/configs.schema.json#/definitions/image' });
    expect(said('colour')).toBeDefined();
    expect(readJson(tree, 'image/configs.schema.json')).toHaveProperty('properties.hello', {
      $ref: '../components/hello/fields.json',
    });
  });

  it('writes the documentation and a test, where the workspace has a place for them', async () => {
    const before = Object.keys(contents(tree));
    await field(tree, { component: 'hello', name: 'colour' });
    expect(Object.keys(contents(tree))).toEqual(before);
    tree.write('docs/configuration.md', PAGE);
    tree.write('jest.config.js', '');
    await field(tree, { component: 'hello', name: 'cups', type: 'number', default: '4' });
    expect(tree.read('docs/configuration.md', 'utf8')).toMatch(/\| `cups` +\| number: .* \| `4` +\| Cups\./);
    expect(tree.read('components/hello/cups.spec.ts', 'utf8')).toContain("toHaveProperty('CUPS', '{cups}')");
  });

  it.each([
    [{ component: 'nobody' }, 'the workspace has no such component'],
    [{ name: 'Colour' }, 'expected lower-case letters'],
    [{ name: 'version' }, 'hello has a field of that name'],
    [{ name: 'fresh' }, 'the build has an option of that name'],
    [{ variable: 'colour' }, 'expected capital letters'],
    [{ name: 'path' }, 'uses that variable itself'],
    [{ variable: 'SOURCE_DATE_EPOCH' }, 'uses that variable itself'],
    [{ variable: 'HYPRIOTKIT_JOBS' }, 'uses that variable itself'],
    [{ variable: 'VERSION' }, 'has a variable of that name'],
    [{ variable: 'COMPONENT' }, 'has a variable of that name'],
    [{ pattern: '[a-z' }, '"[a-z" cannot be the pattern of a field: it is no regular expression: '],
  ])('refuses %j', async (options, problem) => {
    await expect(field(tree, { component: 'hello', name: 'colour', ...options })).rejects.toThrow(problem);
  });

  it.each([
    ['--default=1.10', 1.1, '1.10'],
    ['--default 7', 7, '7'],
    ['', 13, '13'],
  ])('takes digits for text as they are written: %s', async (words, value, expected) => {
    const argv = jest.replaceProperty(process, 'argv', ['node', 'nx', ...words.split(' ')]);
    await field(tree, { component: 'hello', name: 'release', default: value });
    argv.restore();
    expect(defaults()).toHaveProperty('release', expected);
  });

  it.each([
    ['--default=', 0, 'text', ''],
    ['--default=', 0, 'list', []],
    ['--default=0', 0, 'text', '0'],
    ['--default 0', 0, 'text', '0'],
    ['--default=', '', 'text', ''],
  ] as const)(
    'takes nothing for nothing, of which Nx makes a number: %s (%j), %s',
    async (words, value, type, expected) => {
      const argv = jest.replaceProperty(process, 'argv', ['node', 'nx', ...words.split(' ')]);
      await field(tree, { component: 'hello', name: 'note', type, default: value });
      argv.restore();
      expect(defaults()).toHaveProperty('note', expected);
    },
  );

  it('refuses a word as the default of a number', async () => {
    const options = { component: 'hello', name: 'level', type: 'number' as const, default: 'abc' };
    await expect(field(tree, options)).rejects.toThrow(
      /hello\.level: .*expected a .*number.*HK_CONFIGURATION_INVALID/s,
    );
  });

  it.each(['yes', 'True', '1'])('refuses %s as the default of a flag', async (value) => {
    const options = { component: 'hello', name: 'loud', type: 'flag' as const, default: value };
    await expect(field(tree, options)).rejects.toThrow(
      /hello\.loud: .*expected true or false.*HK_CONFIGURATION_INVALID/s,
    );
  });

  it('refuses a default that the field itself does not take', async () => {
    const options = { component: 'hello', name: 'colour', values: ['blue'], default: 'red' };
    await expect(field(tree, options)).rejects.toThrow(
      /hello\.colour: "red" is not one of "blue".*HK_CONFIGURATION_INVALID/s,
    );
  });
});
