import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationInvalid, loadConfiguration, secretsOf, withOverrides } from './index';

const REPOSITORY = join(__dirname, '..', '..', '..');

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    root_fs: {
      type: 'object',
      additionalProperties: false,
      properties: {
        hostname: { type: 'string', pattern: '^[a-z-]+$' },
        target: { enum: ['arm64-debian', 'amd64'] },
        password: { type: 'string', writeOnly: true },
      },
    },
    rpi_kernel: {
      type: 'object',
      additionalProperties: false,
      properties: { branch: { type: 'string' }, kernel_repo: { type: 'string' } },
    },
  },
};
const defaults = {
  root_fs: { hostname: 'black-pearl', target: 'arm64-debian', password: 'hypriot' },
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

const user = (text: string | object) =>
  writeFileSync(join(workspace, 'configs.json'), typeof text === 'string' ? text : JSON.stringify(text));

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
  it('takes the defaults of this repository', () => {
    const { components } = loadConfiguration(REPOSITORY);
    expect(components['root_fs']).toMatchObject({ hostname: expect.any(String), username: expect.any(String) });
  });

  it("lays the user's fields over the defaults, one by one", () => {
    user({ $schema: './image/configs.schema.json', root_fs: { hostname: 'flying-dutchman' } });
    expect(loadConfiguration(workspace).components).toEqual({
      root_fs: { ...defaults.root_fs, hostname: 'flying-dutchman' },
      rpi_kernel: defaults.rpi_kernel,
    });
  });

  it.each([
    ['an unknown component', { rot_fs: {} }, 'rot_fs: unknown component; did you mean "root_fs"?'],
    ['an unknown field', { root_fs: { hostnam: 'x' } }, 'root_fs.hostnam: unknown field; did you mean "hostname"?'],
    ['a wrong type', { root_fs: { hostname: 7 } }, 'root_fs.hostname: 7 is not of type string'],
    ['a bad value', { root_fs: { hostname: 'A b' } }, 'root_fs.hostname: "A b" does not match ^[a-z-]+$'],
    ['none of the choices', { root_fs: { target: 'vax' } }, 'root_fs.target: "vax" is none of "arm64-debian", "amd64"'],
  ])('names %s', (_, layer, problem) => {
    user(layer);
    expect(problems(() => loadConfiguration(workspace))).toEqual([problem]);
  });

  it('lists every problem and names the file', () => {
    user({ root_fs: { hostname: 7, target: 'vax' } });
    expect(problems(() => loadConfiguration(workspace))).toHaveLength(2);
    expect(() => loadConfiguration(workspace)).toThrow(join(workspace, 'configs.json'));
  });

  it('shows no secret', () => {
    user({ root_fs: { password: 4711 } });
    expect(problems(() => loadConfiguration(workspace))).toEqual([
      'root_fs.password: the value given is not of type string',
    ]);
  });

  it('says where JSON is broken', () => {
    user('{\n  "root_fs": {,}\n}');
    expect(problems(() => loadConfiguration(workspace))[0]).toMatch(/^line 2, column 15: /);
  });
});

describe('withOverrides', () => {
  it("lays the command line over one component's fields", () => {
    const { components } = withOverrides(loadConfiguration(workspace), 'root_fs', { hostname: 'nautilus' });
    expect(components['root_fs']).toMatchObject({ hostname: 'nautilus', target: 'arm64-debian' });
  });

  it('refuses what is no field, and what is no component', () => {
    const configuration = loadConfiguration(workspace);
    expect(problems(() => withOverrides(configuration, 'root_fs', { hostnme: 'x' }))).toEqual([
      'root_fs.hostnme: unknown field; did you mean "hostname"?',
    ]);
    expect(problems(() => withOverrides(configuration, 'rpi_kernal', {}))[0]).toContain('did you mean "rpi_kernel"?');
  });
});

describe('secretsOf', () => {
  it('holds what was chosen, not a public default', () => {
    expect(secretsOf(loadConfiguration(workspace))).toEqual([]);
    user({ root_fs: { password: 'davy-jones' } });
    expect(secretsOf(loadConfiguration(workspace))).toEqual(['davy-jones']);
  });

  it.each([
    ['https://captain:p1eces-0f-8@git.example/linux', ['p1eces-0f-8']],
    ['https://ghp-token@git.example/linux', ['ghp-token']],
    ['https://git.example/linux', []],
    ['ssh://git@git.example/linux', []],
    ['deb:linux-source-6.12', []],
  ])('holds the credentials in %s', (kernel_repo, secrets) => {
    user({ rpi_kernel: { kernel_repo } });
    expect(secretsOf(loadConfiguration(workspace))).toEqual(secrets);
  });
});
