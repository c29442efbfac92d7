import { composeSchema, ConfigurationInvalid, fieldEnvironment, fieldsOf, filesBeside, type Json } from './index';
import { isVariables } from './field-variables';

const SCHEMA = 'image/configs.schema.json';
const TEA = 'components/tea/fields.json';

const tag = { type: 'string', pattern: '^[a-z]+$' };
const schemaWith = (tea: Json) => ({ definitions: { tag }, properties: { $schema: { type: 'string' }, tea } });
const files = (tea: Json): Record<string, Json> => ({
  [SCHEMA]: schemaWith({ $ref: '../components/tea/fields.json' }),
  [TEA]: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', ...tea },
});
const composed = (tea: Json, defaults?: Json) => composeSchema(SCHEMA, (file) => files(tea)[file]!, defaults);
const property = (name: string, whole: Json) =>
  (whole['properties'] as { tea: { properties: Record<string, Json> } }).tea.properties[name];

describe('composeSchema', () => {
  it("puts a component's own file in the place of the reference to it", () => {
    const properties = { leaf: { type: 'string' } };
    expect(composed({ properties })).toEqual(schemaWith({ type: 'object', properties }));
  });

  it('has the definitions that a file refers to: those of the schema by reference, its own in place', () => {
    const whole = composed({
      definitions: { leaf: { enum: ['mint'], items: { $ref: '#/definitions/stem' } }, stem: { minLength: 2 } },
      properties: {
        version: { $ref: '../../image/configs.schema.json#/definitions/tag', description: 'Version.' },
        leaf: { $ref: '#/definitions/leaf', description: 'Leaf.' },
      },
    });
    expect(property('version', whole)).toEqual({ $ref: '#/definitions/tag', description: 'Version.' });
    expect(property('leaf', whole)).toEqual({ enum: ['mint'], items: { minLength: 2 }, description: 'Leaf.' });
    expect(whole).not.toHaveProperty('properties.tea.definitions');
  });

  it('has what other files in the folder of a component say', () => {
    const properties = {
      leaf: { $ref: 'leaves.json', description: 'Leaf.' },
      leaves: { items: { $ref: 'leaves.json' } },
    };
    const read: Record<string, Json> = {
      ...files({ properties }),
      'components/tea/leaves.json': { enum: ['mint', 'sage'] },
    };
    const whole = composeSchema(SCHEMA, (file) => read[file]!);
    expect(property('leaf', whole)).toEqual({ enum: ['mint', 'sage'], description: 'Leaf.' });
    expect(property('leaves', whole)).toEqual({ items: { enum: ['mint', 'sage'] } });
    expect(filesBeside(read[TEA]!)).toEqual(['leaves.json']);
  });

  it('gives each field its default', () => {
    const whole = composed({ properties: { leaf: {}, cups: {} } }, { tea: { leaf: 'mint' }, pot: { lid: true } });
    expect(property('leaf', whole)).toEqual({ default: 'mint' });
    expect(property('cups', whole)).toEqual({});
  });

  it('leaves a component as it is that the schema itself describes', () => {
    const schema = schemaWith({ properties: { leaf: { $ref: '#/definitions/tag', default: 'mint' } } });
    expect(composeSchema(SCHEMA, () => schema)).toEqual(schema);
  });

  it.each([
    ['#/definitions/nothing'],
    ['../../image/configs.schema.json#/definitions/nothing'],
    ['../pot/fields.json#/definitions/lid'],
  ])('refuses a reference that leads nowhere: %s', ($ref) => {
    const composing = () => composed({ properties: { leaf: { $ref } } });
    expect(composing).toThrow(ConfigurationInvalid);
    expect(composing).toThrow(`it refers to ${$ref}, which does not exist`);
  });

  it('refuses a definition that refers to itself', () => {
    const definitions = {
      leaf: { items: { $ref: '#/definitions/stem' } },
      stem: { items: { $ref: '#/definitions/leaf' } },
    };
    const composing = () => composed({ definitions, properties: { leaf: { $ref: '#/definitions/leaf' } } });
    expect(composing).toThrow('#/definitions/leaf refers to itself');
  });
});

describe('fieldEnvironment', () => {
  const BITTER = { green: 'no', black: 'yes' };
  const schema = composed({
    properties: {
      leaf: { environment: 'LEAF' },
      kind: { environment: ['KIND', { name: 'BITTER', values: BITTER }] },
      sugar: { environment: { name: 'SWEET', value: '{sugar|honey}' } },
      honey: {},
    },
  });

  it("says in which variables a component's fields are handed to its builder", () => {
    expect(fieldEnvironment(schema, 'tea')).toEqual({
      LEAF: '{leaf}',
      KIND: '{kind}',
      BITTER: { field: 'kind', values: BITTER },
      SWEET: '{sugar|honey}',
    });
    expect(fieldEnvironment(schema, 'pot')).toEqual({});
  });

  it('is part of what is known of a field', () => {
    expect(fieldsOf(schema).map(({ field, variables }) => [field, variables.map(({ name }) => name)])).toEqual([
      ['leaf', ['LEAF']],
      ['kind', ['KIND', 'BITTER']],
      ['sugar', ['SWEET']],
      ['honey', []],
    ]);
  });

  it.each(['A', '_b1', { name: 'A' }, { name: 'A', value: '{b}' }, ['A', { name: 'B', values: { x: '1' } }]])(
    'takes the variables %j',
    (value) => expect(isVariables(value)).toBe(true),
  );

  it.each([
    1,
    null,
    '',
    'A B',
    '1A',
    'A=',
    {},
    { name: 'A', value: 1 },
    { name: 'A', values: null },
    ['A', { name: '' }],
  ])('refuses the variables %j', (value) => expect(isVariables(value)).toBe(false));
});
