import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { withLayer } from './index';
import { problems, smallWorkspace } from './testing/small-workspace';

const { at, load, user } = smallWorkspace();

it.each([
  ['a comma too many', '{\n  "root_fs": {,}\n}', 'line 2, column 15: value expected'],
  ['a comma too few', '{\n  "root_fs": {}\n  "rpi_kernel": {}\n}', 'line 3, column 3: comma expected'],
  [
    'lists that are nested too deeply',
    `{ "root_fs":\n  { "hostname": ${'['.repeat(100_000)}${']'.repeat(100_000)} } }`,
    'line 2, column 115: lists and objects are nested more than 100 deep',
  ],
  ['a name twice', '{\n  "root_fs": {},\n  "root_fs": {}\n}', 'line 3, column 3: root_fs is set twice'],
  ['a URL twice', '{ "https://a:b@h": 1, "https://a:b@h": 2 }', 'line 1, column 23: https://***@h is set twice'],
  ['no object', '[]', 'expected an object: { ... }'],
  ['nothing at all', '', 'is empty; expected an object: { ... }'],
  [
    'a comma before the end',
    '{ "root_fs": { "hostname": "x", } }',
    'line 1, column 31: a trailing comma, which JSON does not have: remove it',
  ],
  [
    'a comma before the end of a list',
    '{ "root_fs": { "packages": ["x",\n ] } }',
    'line 1, column 32: a trailing comma, which JSON does not have: remove it',
  ],
  [
    'a name without quotes',
    '{ root_fs: {} }',
    'line 1, column 3: invalid symbol: expected JSON, with every text in double quotes',
  ],
  [
    'YAML',
    'root_fs:\n  hostname: x\n',
    'line 1, column 1: invalid symbol: expected JSON, with every text in double quotes',
  ],
])('says where JSON is broken: %s', (_, text, problem) => {
  user(text);
  expect(problems(load)).toEqual([problem]);
});

it.each([
  ['a folder', (file: string) => mkdirSync(file), 'cannot be read: it is a folder'],
  [
    'a link that leads nowhere',
    (file: string) => symlinkSync('none', file),
    'cannot be read (a link to none): it does not exist',
  ],
  ['a link to itself', (file: string) => symlinkSync('configs.json', file), 'it is a link that leads to itself'],
  ['UTF-16', (file: string) => writeFileSync(file, '\uFEFF{}', 'utf16le'), 'perhaps UTF-16; save it as UTF-8'],
  ['zeros', (file: string) => writeFileSync(file, Buffer.alloc(99)), 'perhaps UTF-16'],
  [
    'Latin-1',
    (file: string) => writeFileSync(file, '{"root_fs":{"password":"caf\xe9"}}', 'latin1'),
    'is not UTF-8 text',
  ],
  ['a link to a device', (file: string) => symlinkSync('/dev/null', file), 'it is a pipe, a socket or a device'],
  ['a pipe', (file: string) => execFileSync('mkfifo', [file]), 'cannot be read: it is a pipe, a socket or a device'],
  [
    'a link to a pipe',
    (file: string) => (execFileSync('mkfifo', [`${file}.pipe`]), symlinkSync(`${file}.pipe`, file)),
    'configs.json.pipe): it is a pipe, a socket or a device',
  ],
  ['blanks', (file: string) => writeFileSync(file, ' \n'), 'is empty'],
])('does not pass over a file that is %s', (_, make, problem) => {
  rmSync(at('configs.json'), { force: true });
  make(at('configs.json'));
  expect(problems(load)[0]).toContain(problem);
});

it('bears a byte order mark', () => {
  user('\uFEFF{ "root_fs": { "hostname": "nautilus" } }');
  expect(load().components['root_fs']).toMatchObject({ hostname: 'nautilus' });
});

describe('a number that is not kept as it is written', () => {
  it.each(['9007199254740993', '-9007199254740993', '123456789012345678901234567890', '1e400'])('%s', (number) => {
    user(`{\n  "root_fs": {\n    "size": ${number}\n  }\n}`);
    expect(problems(load)).toEqual([
      'line 3: root_fs.size: the number is too large; at most 9007199254740991 is exact',
    ]);
    user({});
    expect(problems(() => withLayer(load(), 'options', 'root_fs', { size: number }, { asText: true }))).toEqual([
      'root_fs.size: the number is too large; at most 9007199254740991 is exact',
    ]);
  });
});

describe('10 MB', () => {
  const members = (count: number, name: (at: number) => string) =>
    `{ ${Array.from({ length: count }, (_, at) => `"${name(at)}": ""`).join(', ')} }`;
  const took = (before: NodeJS.CpuUsage) => process.cpuUsage(before).user / 1e6;

  it('of names that no component has are refused within seconds, and not all of them shown', () => {
    const before = process.cpuUsage();
    user(members(300_000, (at) => `part-number-${at}-of-many-others`));
    const said = problems(load);
    expect(took(before)).toBeLessThan(15);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('').length).toBeLessThan(100_000);
  });

  it('of one name are refused within seconds, and not all of them shown', () => {
    const before = process.cpuUsage();
    user(members(600_000, () => 'rpi_kernel'));
    const said = problems(load);
    expect(took(before)).toBeLessThan(15);
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('and 599989 more');
  });
});
