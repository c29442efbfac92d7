import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  boardNames,
  ConfigurationInvalid,
  hasCredentials,
  loadConfiguration,
  originOf,
  secretsOf,
  shownFields,
  withLayer,
} from './index';

const schema = {
  type: 'object',
  additionalProperties: false,
  definitions: {
    name: { type: 'string', pattern: '^[a-z-]+$', patternErrorMessage: 'expected a name: small letters' },
  },
  properties: {
    $schema: { type: 'string' },
    root_fs: {
      type: 'object',
      additionalProperties: false,
      properties: {
        hostname: { $ref: '#/definitions/name' },
        target: { type: 'string', enum: ['arm64-debian', 'amd64'] },
        password: { type: 'string', writeOnly: true },
        size: { type: 'integer' },
        pin: { type: 'integer', writeOnly: true, patternErrorMessage: 'expected a whole number' },
        quiet: { type: 'boolean' },
        keys: { type: 'array', items: { $ref: '#/definitions/name' } },
        networks: {
          type: 'array',
          items: {
            type: 'object',
            required: ['ssid'],
            properties: {
              ssid: { type: 'string' },
              channel: { type: 'number' },
              psk: { type: 'string', pattern: '^.{8,}$', writeOnly: true },
            },
          },
        },
        tokens: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' }, writeOnly: true },
      },
    },
    rpi_kernel: {
      type: 'object',
      additionalProperties: false,
      properties: { branch: { type: 'string' }, kernel_repo: { type: 'string', pattern: '^\\S*$' } },
    },
  },
};
const defaults = {
  root_fs: {
    hostname: 'black-pearl',
    target: 'arm64-debian',
    password: 'hypriot',
    size: 1,
    keys: ['a'],
    tokens: ['public'],
  },
  rpi_kernel: { branch: '' },
};

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'hypriotkit-config-'));
  mkdirSync(join(workspace, 'image'));
  writeFileSync(join(workspace, 'image', 'configs.schema.json'), JSON.stringify(schema));
  writeFileSync(join(workspace, 'image', 'configs.json'), JSON.stringify(defaults));
});
afterEach(() => rmSync(workspace, { recursive: true }));

const user = (text: string | object, file = 'configs.json') =>
  writeFileSync(join(workspace, file), typeof text === 'string' ? text : JSON.stringify(text));
const load = (env: NodeJS.ProcessEnv = {}) => loadConfiguration(workspace, { env });

const problems = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems;
    throw error;
  }
  throw new Error('was taken as valid');
};

describe('loadConfiguration', () => {
  it("lays the user's fields over the defaults, one by one, and knows where each comes from", () => {
    user({ $schema: './image/configs.schema.json', root_fs: { hostname: 'flying-dutchman' } });
    const configuration = load();
    expect(configuration.components).toEqual({
      root_fs: { ...defaults.root_fs, hostname: 'flying-dutchman' },
      rpi_kernel: defaults.rpi_kernel,
    });
    expect(originOf(configuration, 'root_fs', 'hostname')).toBe('configs.json');
    expect(originOf(configuration, 'root_fs', 'target')).toBe('image/configs.json');
  });

  it('puts a later list in the place of an earlier one', () => {
    user({ root_fs: { keys: ['b', 'c'] } });
    expect(load().components['root_fs']).toMatchObject({ keys: ['b', 'c'] });
    user({ root_fs: { keys: [] } });
    expect(load().components['root_fs']).toMatchObject({ keys: [] });
    expect(originOf(load(), 'root_fs', 'keys')).toBe('configs.json');
  });

  it("takes another user's file where HYPRIOTKIT_CONFIGS names one", () => {
    user({ root_fs: { hostname: 'flying-dutchman' } });
    user({ root_fs: { hostname: 'nautilus' } }, 'other.json');
    expect(load({ HYPRIOTKIT_CONFIGS: 'other.json' }).components['root_fs']).toMatchObject({ hostname: 'nautilus' });
    expect(load({ HYPRIOTKIT_CONFIGS: '' }).components['root_fs']).toMatchObject({ hostname: 'flying-dutchman' });
    expect(problems(() => load({ HYPRIOTKIT_CONFIGS: 'none.json' }))[0]).toBe('cannot be read: it does not exist');
  });

  it.each([
    ['an unknown component', { rot_fs: {} }, 'rot_fs: unknown component; did you mean "root_fs"?'],
    ['one that is near none', { toaster: {} }, 'toaster: unknown component; expected one of root_fs, rpi_kernel'],
    ['a field without its component', { hostname: 'x' }, 'hostname: not a component, but a field of root_fs'],
    ['an unknown field', { root_fs: { hostnam: 'x' } }, 'root_fs.hostnam: unknown field; did you mean "hostname"?'],
    [
      'one that is near none',
      { rpi_kernel: { x: 'x' } },
      'rpi_kernel.x: unknown field; expected one of branch, kernel_repo',
    ],
    ['a wrong type', { root_fs: { hostname: 7 } }, 'root_fs.hostname: 7 is a number; expected text in double quotes'],
    ['a component that is none', { root_fs: [] }, 'root_fs: [] is a list; expected an object: { ... }'],
    ['a bad value', { root_fs: { hostname: 'A b' } }, 'root_fs.hostname: "A b"; expected a name: small letters'],
    ['a list that is none', { root_fs: { keys: 'a' } }, 'root_fs.keys: "a" is text; expected a list: [ ... ]'],
    [
      'none of the choices',
      { root_fs: { target: 'vax' } },
      'root_fs.target: "vax" is not one of "arm64-debian", "amd64"',
    ],
    [
      'one choice misspelt',
      { root_fs: { target: 'arm64-debain' } },
      'root_fs.target: "arm64-debain" is not one of "arm64-debian", "amd64"; did you mean "arm64-debian"?',
    ],
    [
      'a choice of a wrong type',
      { root_fs: { target: 7 } },
      'root_fs.target: 7 is a number; expected text in double quotes',
    ],
  ])('names %s', (_, layer, problem) => {
    user(layer);
    expect(problems(load)).toEqual([`line 1: ${problem}`]);
  });

  it('lists every problem with its line, and names the file', () => {
    user('{\n  "root_fs": {\n    "hostname": 7,\n    "target": "vax"\n  }\n}');
    expect(problems(load).map((problem) => problem.split(': ')[0])).toEqual(['line 3', 'line 4']);
    expect(load).toThrow(join(workspace, 'configs.json'));
  });

  it('names items of a list by their place, each with its line', () => {
    user('{\n  "root_fs": {\n    "keys": [\n      "a",\n      "B c",\n      7\n    ]\n  }\n}');
    expect(problems(load)).toEqual([
      'line 5: root_fs.keys[1]: "B c"; expected a name: small letters',
      'line 6: root_fs.keys[2]: 7 is a number; expected text in double quotes',
    ]);
  });

  it('shows no secret', () => {
    user({ root_fs: { tokens: ['S3cret'] } });
    expect(problems(load)).toEqual(['line 1: root_fs.tokens[0]: the given value; expected a match of ^[a-z]+$']);
    user({ root_fs: { password: 4711 }, rpi_kernel: { kernel_repo: 'https://davy:locker@git.example/a b' } });
    expect(problems(load)).toEqual([
      'line 1: root_fs.password: the given value is a number; expected text in double quotes',
      expect.stringContaining('"https://***@git.example/a b"'),
    ]);
  });

  it.each([
    [
      'a comma too many',
      '{\n  "root_fs": {,}\n}',
      'line 2, column 15: value expected; JSON has no comma after the last item',
    ],
    ['a comma too few', '{\n  "root_fs": {}\n  "rpi_kernel": {}\n}', 'line 3, column 3: comma expected'],
    [
      'lists that are nested too deeply',
      `{ "root_fs":\n  { "hostname": ${'['.repeat(30_000)}${']'.repeat(30_000)} } }`,
      'line 2, column 115: lists and objects are nested more than 100 deep',
    ],
    ['a name twice', '{\n  "root_fs": {},\n  "root_fs": {}\n}', 'line 3, column 3: root_fs is set twice'],
    ['a URL twice', '{ "https://a:b@h": 1, "https://a:b@h": 2 }', 'line 1, column 23: https://***@h is set twice'],
    ['no object', '[]', 'expected an object: { ... }'],
    ['nothing at all', '', 'is empty; expected an object: { ... }'],
    [
      'a comma before the end',
      '{ "root_fs": { "hostname": "x", } }',
      'line 1, column 33: property name expected: a text in double quotes; JSON has no comma after the last item',
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
    rmSync(join(workspace, 'configs.json'), { force: true });
    make(join(workspace, 'configs.json'));
    expect(problems(load)[0]).toContain(problem);
  });

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
    writeFileSync(join(workspace, 'image/configs.schema.json'), text);
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
    writeFileSync(join(workspace, 'fields.json'), text);
    const whole = { ...schema, properties: { ...schema.properties, rpi_kernel: { $ref: '../fields.json' } } };
    writeFileSync(join(workspace, 'image/configs.schema.json'), JSON.stringify(whole));
    expect(load).toThrow(join(workspace, 'fields.json'));
    expect(problems(load)).toEqual([expect.stringContaining(problem)]);
  });

  it('bears a byte order mark', () => {
    user('\uFEFF{ "root_fs": { "hostname": "nautilus" } }');
    expect(load().components['root_fs']).toMatchObject({ hostname: 'nautilus' });
  });
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

describe('a value that an environment variable holds', () => {
  it('takes the place of its name, at any depth', () => {
    user({ root_fs: { hostname: { env: 'NAME' }, tokens: ['public', { env: 'TOKEN' }] } });
    const configuration = load({ NAME: 'nautilus', TOKEN: 'locker' });
    expect(configuration.components['root_fs']).toMatchObject({ hostname: 'nautilus', tokens: ['public', 'locker'] });
    expect(configuration.layers[1]).toMatchObject({ fromEnvironment: ['root_fs.hostname', 'root_fs.tokens'] });
    expect(secretsOf(configuration)).toEqual(['locker']);
  });

  it('is a secret in the defaults, too, which are public otherwise', () => {
    writeFileSync(
      join(workspace, 'image', 'configs.json'),
      JSON.stringify({ ...defaults, root_fs: { ...defaults.root_fs, password: { env: 'PASSWORD' } } }),
    );
    expect(secretsOf(load({ PASSWORD: 'locker' }))).toEqual(['locker']);
  });

  it.each(['toString', 'constructor', '__proto__'])(
    'is not set where JavaScript has something of its name: %s',
    (NAME) => {
      user({ root_fs: { hostname: { env: NAME } } });
      expect(problems(load)[0]).toContain(`the environment variable ${NAME} is not set`);
    },
  );

  it('is checked like any other, and named where it is not set', () => {
    user('{\n  "root_fs": {\n    "hostname": { "env": "NAME" },\n    "password": { "env": "PASSWORD" }\n  }\n}');
    expect(problems(() => load({ PASSWORD: 'x' }))).toEqual([
      'line 3: root_fs.hostname: the environment variable NAME is not set',
    ]);
    expect(problems(() => load({ NAME: 'A b', PASSWORD: 'x' }))).toEqual([
      expect.stringMatching(
        /^line 3: root_fs\.hostname: the value of the environment variable NAME; expected a name/,
      ) as string,
    ]);
    user({ root_fs: { tokens: ['public', { env: 'TOKEN' }] } });
    expect(problems(load)[0]).toContain('root_fs.tokens[1]: the environment variable TOKEN is not set');
  });

  it('is said to be empty if it is', () => {
    user({ root_fs: { hostname: { env: 'NAME' } } });
    expect(problems(() => load({ NAME: '' }))[0]).toContain('variable NAME, which is empty; expected a name');
  });

  it.each([{ env: 47114711 }, { env: '' }, { env: '$SECRET' }, { env: 'SECRET', default: 'x' }, { env: null }])(
    'is told of what is no name, without it: %j',
    (misnamed) => {
      user({ root_fs: { hostname: misnamed, tokens: [misnamed] } });
      const expected = 'expected the name of an environment variable, as in { "env": "MY_PASSWORD" }';
      expect(problems(load)).toEqual([
        `line 1: root_fs.hostname: ${expected}`,
        `line 1: root_fs.tokens[0]: ${expected}`,
      ]);
    },
  );

  it('is not shown where it does not fit: a secret may be in the wrong field', () => {
    user({ root_fs: { target: { env: 'TARGET' }, keys: ['a', { env: 'KEY' }] } });
    const found = problems(() => load({ TARGET: 'SECRET', KEY: 'SECRET' }));
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain('SECRET');
  });

  it("is read by the field's type, as on the command line", () => {
    const networks = [{ ssid: { env: 'SSID' }, channel: { env: 'CHANNEL' } }];
    user({ root_fs: { pin: { env: 'PIN' }, quiet: { env: 'QUIET' }, password: { env: 'PIN' }, networks } });
    const configuration = load({ PIN: '482193755', QUIET: 'false', SSID: '7', CHANNEL: '7.5' });
    const read = { pin: 482193755, quiet: false, password: '482193755', networks: [{ ssid: '7', channel: 7.5 }] };
    expect(configuration.components['root_fs']).toMatchObject(read);
    expect(secretsOf(configuration)).toContain('482193755');
  });

  it.each(['nineteen', '4.5', '', '90071992547409930'])(
    'is refused, and not shown, if it is no such value: "%s"',
    (PIN) => {
      user({ root_fs: { pin: { env: 'PIN' } } });
      const [problem] = problems(() => load({ PIN }));
      expect(problem).toMatch(/root_fs\.pin: .*(expected a whole number|the number is too large)/);
      if (PIN) expect(problem).not.toContain(PIN);
    },
  );

  it('leaves a number in quotes what it is, a text', () => {
    user({ root_fs: { size: '7', pin: { env: 'PIN' } } });
    expect(problems(() => load({ PIN: '1' }))[0]).toContain('root_fs.size: "7" is text; expected a whole number');
  });

  it('is left out for whoever cannot know the variable', () => {
    user({ root_fs: { hostname: { env: 'NAME' }, size: 7 } });
    const configuration = loadConfiguration(workspace, { env: {}, whereUnset: 'drop' });
    expect(configuration.components['root_fs']).toMatchObject({ hostname: 'black-pearl', size: 7 });
    expect(configuration.layers[1]).toMatchObject({ fromEnvironment: ['root_fs.hostname'] });
  });
});

describe('checkOnly', () => {
  const kernelOf = (env: NodeJS.ProcessEnv = {}) =>
    loadConfiguration(workspace, { env, checkOnly: ['rpi_kernel'] }).components;

  it('leaves the other components as they are, and gives them all', () => {
    user({ root_fs: { size: 'huge' }, rpi_kernel: { branch: 'b' } });
    expect(kernelOf()).toMatchObject({
      root_fs: { size: 'huge', hostname: 'black-pearl' },
      rpi_kernel: { branch: 'b' },
    });
    expect(problems(load)).toHaveLength(1);
  });

  it('checks its components', () => {
    user({ rpi_kernel: { branc: 'b' } });
    expect(problems(kernelOf)).toEqual(['line 1: rpi_kernel.branc: unknown field; did you mean "branch"?']);
  });

  it('checks what comes from an environment variable, whatever it is for', () => {
    user({ root_fs: { hostname: { env: 'NAME' } } });
    expect(problems(() => kernelOf({ NAME: 'A b' }))[0]).toContain('expected a name');
  });

  it('checks such a component as a whole, too', () => {
    const properties = { size: { type: 'integer', maximum: 1 } };
    const root_fs = { ...schema.properties.root_fs, whole: { properties } };
    const withWhole = { ...schema, properties: { ...schema.properties, root_fs } };
    writeFileSync(join(workspace, 'image/configs.schema.json'), JSON.stringify(withWhole));
    user({ root_fs: { hostname: { env: 'NAME' }, size: 7 } });
    expect(problems(() => kernelOf({ NAME: 'ab' }))).toHaveLength(1);
  });
});

describe("a board's files", () => {
  const board = (file: string, layer: object) => {
    mkdirSync(join(workspace, 'boards', 'garage'), { recursive: true });
    user(layer, `boards/garage/${file}`);
  };
  const garage = () => loadConfiguration(workspace, { env: {}, board: 'garage' });

  it("are laid over the workspace's, the one outside of git last", () => {
    user({ root_fs: { hostname: 'flying-dutchman', size: 7 } });
    board('configs.json', { root_fs: { hostname: 'garage', password: 'public' } });
    board('configs.local.json', { root_fs: { password: 'locker' } });
    expect(garage().components['root_fs']).toMatchObject({ hostname: 'garage', size: 7, password: 'locker' });
    expect(originOf(garage(), 'root_fs', 'password')).toBe('boards/garage/configs.local.json');
    expect(boardNames(workspace)).toEqual(['garage']);
  });

  it('are checked, each with its lines', () => {
    board('configs.json', { root_fs: { hostnam: 'x' } });
    expect(problems(garage)).toEqual(['line 1: root_fs.hostnam: unknown field; did you mean "hostname"?']);
  });

  it('are none in a folder without them', () => {
    expect(boardNames(workspace)).toEqual([]);
    mkdirSync(join(workspace, 'boards', 'empty'), { recursive: true });
    expect(boardNames(workspace)).toEqual([]);
  });
});

describe('withLayer', () => {
  it("lays more fields over one component's, and knows where they come from", () => {
    const configuration = withLayer(load(), 'the command line', 'root_fs', { hostname: 'nautilus' });
    expect(configuration.components['root_fs']).toMatchObject({ hostname: 'nautilus', target: 'arm64-debian' });
    expect(originOf(configuration, 'root_fs', 'hostname')).toBe('the command line');
  });

  it('makes words of a command line what the schema asks for', () => {
    const { components } = withLayer(load(), 'the command line', 'root_fs', { size: '7' }, { asText: true });
    expect(components['root_fs']).toMatchObject({ size: 7 });
  });

  it('refuses what is no field, and what is no component', () => {
    expect(problems(() => withLayer(load(), 'the command line', 'root_fs', { hostnme: 'x' }))).toEqual([
      'root_fs.hostnme: unknown field; did you mean "hostname"?',
    ]);
    expect(problems(() => withLayer(load(), 'x', 'rpi_kernal', {}))[0]).toContain('did you mean "rpi_kernel"?');
  });
});

describe('secrets', () => {
  it('are what was chosen, not a public default', () => {
    expect(secretsOf(load())).toEqual([]);
    user({ root_fs: { password: 'davy-jones' } });
    expect(secretsOf(load())).toEqual(['davy-jones']);
  });

  it.each([
    [
      'https://captain:p1eces-0f-8@git.example/linux',
      ['p1eces-0f-8', Buffer.from('captain:p1eces-0f-8').toString('base64')],
    ],
    ['https://ghp-token@git.example/linux', ['ghp-token']],
    ['https://git.example/linux', []],
    ['ssh://git@git.example/linux', []],
    ['ssh://git:s3cret@git.example/linux', ['s3cret']],
    ['deb:linux-source-6.12', []],
  ])('are the credentials in %s', (kernel_repo, secrets) => {
    user({ rpi_kernel: { kernel_repo } });
    expect(secretsOf(load())).toEqual(secrets);
    const shown = shownFields(load(), 'rpi_kernel').join(' ');
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it('are members of objects as well, and only those that the schema says', () => {
    user({ root_fs: { networks: [{ ssid: 'locker', psk: 'kraken-1851' }] } });
    expect(secretsOf(load())).toEqual(['kraken-1851']);
    expect(Object.fromEntries(shownFields(load(), 'root_fs'))).toMatchObject({
      networks: '[{"ssid":"locker","psk":"***"}]',
    });
    user({ root_fs: { networks: [{ ssid: 'locker', psk: 'kraken' }] } });
    expect(problems(load)[0]).toBe('line 1: root_fs.networks[0].psk: the given value; expected a match of ^.{8,}$');
    user({ root_fs: { networks: [{ psk: 'kraken-1851' }] } });
    expect(problems(load)[0]).toBe('line 1: root_fs.networks[0]: "ssid" is missing');
  });

  it('are in lists as well, but for the items of a default', () => {
    user({ root_fs: { tokens: ['public', 'locker'], keys: ['a'] } });
    expect(secretsOf(load())).toEqual(['locker']);
    expect(hasCredentials(['a', 'https://captain:p1eces@git.example/'])).toBe(true);
    expect(hasCredentials(['a', 'https://git.example/'])).toBe(false);
  });

  it('are not among the fields as they are shown', () => {
    expect(Object.fromEntries(shownFields(load(), 'root_fs'))).toEqual({
      hostname: 'black-pearl',
      target: 'arm64-debian',
      password: '***',
      size: '1',
      keys: '["a"]',
      tokens: '***',
    });
  });
});
