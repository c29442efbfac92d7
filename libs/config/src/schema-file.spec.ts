import { writeFileSync } from 'node:fs';
import { problems, schema, smallWorkspace } from './testing/small-workspace';

const { at, load } = smallWorkspace();

it.each([
  ['empty', '', 'is empty'],
  ['a list', '[]', 'expected an object'],
  [
    'of something else',
    '{"properties": null}',
    'line 1: properties: expected an object with an entry for each component',
  ],
  [
    'of a component that is not an object',
    '{"properties": {"root_fs": null}}',
    'properties.root_fs: expected an object with the fields',
  ],
  [
    'of fields that are none',
    '{"properties": {"root_fs": {"properties": {"hostname": 1}}}}',
    'root_fs.properties.hostname: expected an object that describes the field',
  ],
  [
    'of files nowhere',
    '{"properties": {"root_fs": {"properties": {"hostname": {"files": {}}}}}}',
    'hostname.files: expected an object with a `folder`',
  ],
  ['no schema at all', '{"type": "nonsense"}', 'line 1: type: the given value is not one of "array", '],
  [
    'with a broken pattern',
    '{"properties": {"root_fs": {"type": "string", "pattern": "("}}}',
    'Invalid regular expression',
  ],
  ['with a broken reference', '{"properties": {"root_fs": {"$ref": "#/nowhere"}}}', '#/nowhere'],
])('names a schema that is %s', (_, text, problem) => {
  writeFileSync(at('image/configs.schema.json'), text);
  expect(problems(load)[0]).toContain(problem);
});

it.each([
  [
    'an environment that names no variable',
    { environment: 5 },
    'line 5: properties.branch.environment: expected the name of an environment variable',
  ],
  [
    'a misspelled type',
    { description: 'Branch.', type: 'strng' },
    'line 6: properties.branch.type: "strng" is not one of "array", "boolean", "integer", "null", "number", "object", "string"; did you mean "string"?',
  ],
  ['a misspelled keyword', { descripton: 'Branch.' }, 'line 4: properties.branch: unknown keyword: "descripton"'],
  ['a keyword of another type', { maxLength: '3' }, 'line 5: properties.branch.maxLength: "3" is text; expected'],
  ['a broken pattern', { pattern: '(' }, 'line 4: properties.branch: Invalid regular expression'],
  ['no object', 5, 'line 4: properties.branch: expected an object'],
  ['a broken definition', { $ref: '#/definitions/name' }, 'line 4: properties.branch.type: "strng" is not one of'],
])("names the component's own file if it describes a field with %s", (_, branch, problem) => {
  const definitions = '"definitions": { "name": { "type": "strng" } }';
  const text = `{\n  ${definitions},\n  "properties": {\n    "branch": ${JSON.stringify(branch, null, 2)}\n  }\n}`;
  writeFileSync(at('fields.json'), text);
  const whole = { ...schema, properties: { ...schema.properties, rpi_kernel: { $ref: '../fields.json' } } };
  writeFileSync(at('image/configs.schema.json'), JSON.stringify(whole));
  expect(load).toThrow(at('fields.json'));
  expect(problems(load)).toEqual([expect.stringContaining(problem)]);
});
