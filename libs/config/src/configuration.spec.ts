import { mkdirSync, writeFileSync } from 'node:fs';
import { boardNames, hasCredentials, loadConfiguration, originOf, secretsOf, shownFields, withLayer } from './index';
import { defaults, problems, schema, smallWorkspace } from './testing/small-workspace';

const { at, load, root, user } = smallWorkspace();

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
    expect(load).toThrow(at('configs.json'));
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
});

describe('checkOnly', () => {
  const kernelOf = (env: NodeJS.ProcessEnv = {}) =>
    loadConfiguration(root(), { env, checkOnly: ['rpi_kernel'] }).components;

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
    writeFileSync(at('image/configs.schema.json'), JSON.stringify(withWhole));
    user({ root_fs: { hostname: { env: 'NAME' }, size: 7 } });
    expect(problems(() => kernelOf({ NAME: 'ab' }))).toHaveLength(1);
  });
});

describe("a board's files", () => {
  const board = (file: string, layer: object) => {
    mkdirSync(at('boards/garage'), { recursive: true });
    user(layer, `boards/garage/${file}`);
  };
  const garage = () => loadConfiguration(root(), { env: {}, board: 'garage' });

  it("are laid over the workspace's, the one outside of git last", () => {
    user({ root_fs: { hostname: 'flying-dutchman', size: 7 } });
    board('configs.json', { root_fs: { hostname: 'garage', password: 'public' } });
    board('configs.local.json', { root_fs: { password: 'locker' } });
    expect(garage().components['root_fs']).toMatchObject({ hostname: 'garage', size: 7, password: 'locker' });
    expect(originOf(garage(), 'root_fs', 'password')).toBe('boards/garage/configs.local.json');
    expect(boardNames(root())).toEqual(['garage']);
  });

  it('are checked, each with its lines', () => {
    board('configs.json', { root_fs: { hostnam: 'x' } });
    expect(problems(garage)).toEqual(['line 1: root_fs.hostnam: unknown field; did you mean "hostname"?']);
  });

  it('are none in a folder without them', () => {
    expect(boardNames(root())).toEqual([]);
    mkdirSync(at('boards/empty'), { recursive: true });
    expect(boardNames(root())).toEqual([]);
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
