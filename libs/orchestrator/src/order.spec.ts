import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Places } from '@hypriotkit/contract';
import { Masker } from '@hypriotkit/core';
import { readOrder } from './order';

const component = {
  type: 'object',
  properties: {
    kind: { enum: ['green', 'black'] },
    repo: { type: 'string' },
    password: { type: 'string', writeOnly: true },
    pot: { type: 'string', files: { folder: 'pot' } },
  },
  additionalProperties: false,
};
const SCHEMA = { type: 'object', properties: { leaf: component, tea: component }, additionalProperties: false };

let root: string;
let places: Places;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-order-'));
  places = {
    workspace: root,
    socket: root,
    schema: join(root, 'image', 'configs.schema.json'),
    user: join(root, 'user'),
    configs: join(root, 'user', 'configs.json'),
    artifacts: join(root, 'artifacts'),
  };
  mkdirSync(join(root, 'image'));
  mkdirSync(places.artifacts);
  mkdirSync(places.user);
  write('image/configs.schema.json', SCHEMA);
  write('image/configs.json', { leaf: { kind: 'green', repo: 'builder' }, tea: { kind: 'green', repo: 'builder' } });
  mkdirSync(join(root, 'builder'));
  write('builder/Dockerfile', 'FROM scratch');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, value: unknown) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), typeof value === 'string' ? value : JSON.stringify(value));
};
const read = (env: NodeJS.ProcessEnv = {}) => readOrder(places, env);

describe('readOrder', () => {
  it('delivers all components, to the owner of the folder, when nothing is said', () => {
    const { uid, gid } = statSync(places.artifacts);
    const all = ['leaf', 'tea'];
    expect(read()).toEqual({
      components: all,
      boards: [],
      shared: false,
      configs: undefined,
      lock: undefined,
      writeLock: false,
      fresh: false,
      verbosity: 'info',
      owner: { uid, gid },
    });
  });

  it.each([
    ['those that the file lists', { tea: {} }, ['tea']],
    ['all, where it lists none', {}, ['leaf', 'tea']],
  ])('delivers %s', (_, configs, components) => {
    write('user/configs.json', configs);
    expect(read()).toMatchObject({ components, configs: places.configs });
  });

  it('takes verbosity and owner from the environment; empty is unset', () => {
    const env = { HYPRIOTKIT_VERBOSITY: 'debug', HYPRIOTKIT_OWNER: '7:8' };
    expect(read(env)).toMatchObject({ verbosity: 'debug', owner: { uid: 7, gid: 8 } });
    expect(read({ HYPRIOTKIT_VERBOSITY: '', HYPRIOTKIT_OWNER: '' })).toEqual(read());
  });

  it.each(['{', { coffee: {} }, { tea: { kind: 'purple' } }])('refuses the configuration %j', (configs) => {
    write('user/configs.json', configs);
    expect(read).toThrow(expect.objectContaining({ code: 'HK_CONFIGURATION_INVALID' }) as Error);
  });

  it('takes the lock beside the configuration, unless it is damaged', () => {
    const lock = join(places.user, 'hypriotkit.lock.json');
    write('user/hypriotkit.lock.json', { version: 1 });
    expect(read()).toMatchObject({ lock });
    write('user/hypriotkit.lock.json', { version: 2 });
    expect(read).toThrow(expect.objectContaining({ code: 'HK_LOCK_INVALID' }) as Error);
    expect(read).toThrow(`${lock} cannot be used`);
  });

  it('refuses a builder that is not there; one of a repository is looked for later', () => {
    write('user/configs.json', { tea: { repo: 'user/tea' } });
    expect(read).toThrow(expect.objectContaining({ code: 'HK_BUILD_CONTEXT_INVALID', component: 'tea' }) as Error);
    write('user/configs.json', { tea: { repo: 'https://build.example/tea.git' } });
    expect(read).not.toThrow();
  });

  it('refuses a file that is not there', () => {
    write('user/configs.json', { tea: { pot: 'user/pot' } });
    expect(read).toThrow(expect.objectContaining({ code: 'HK_FILE_UNUSABLE', component: 'tea' }) as Error);
    write('user/pot', '');
    expect(read).not.toThrow();
  });

  it('refuses a folder in the place of the configuration, which Docker makes of a file that is missing', () => {
    mkdirSync(places.configs);
    expect(read).toThrow(/user\/configs\.json.*\n.*cannot be read/);
  });

  it.each([
    [{ HYPRIOTKIT_VERBOSITY: 'loud' }, 'HK_VERBOSITY_UNKNOWN'],
    [{ HYPRIOTKIT_OWNER: 'davy' }, 'HK_OWNER_INVALID'],
    [{ HYPRIOTKIT_OWNER: '1000' }, 'HK_OWNER_INVALID'],
  ])('refuses the environment %j', (env, code) => {
    expect(() => read(env)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses to start without an engine, and says how one is given to it', () => {
    places.socket = join(root, 'docker.sock');
    expect(read).toThrow(expect.objectContaining({ hint: expect.stringContaining('--volume') as string }) as Error);
    expect(() => read({ DOCKER_HOST: 'tcp://build.example:2376' })).not.toThrow();
  });

  it('refuses a place for the artifacts that is none', () => {
    rmSync(places.artifacts, { recursive: true });
    expect(read).toThrow('cannot be written to');
    write('artifacts', 'a file');
    chmodSync(places.artifacts, 0o666);
    expect(read).toThrow('is not a folder');
  });

  describe('boards', () => {
    const SOME = { HYPRIOTKIT_BOARDS: 'garage' };
    beforeEach(() => {
      write('user/configs.json', { leaf: { kind: 'black' } });
      write('user/boards/garage/configs.json', { tea: { kind: 'black' } });
      write('user/boards/attic/configs.json', {});
    });

    it('are delivered in place of components, those that are named or all', () => {
      expect(read(SOME)).toMatchObject({ components: [], boards: ['garage'] });
      expect(read({ HYPRIOTKIT_BOARDS: 'garage, attic' })).toMatchObject({ boards: ['garage', 'attic'] });
      expect(read({ HYPRIOTKIT_BOARDS: '*' })).toMatchObject({ components: [], boards: ['attic', 'garage'] });
      expect(read({ HYPRIOTKIT_BOARDS: '' })).toMatchObject({ components: ['leaf'], boards: [] });
    });

    it('hide their secrets, and take values from the environment', () => {
      write('user/boards/garage/configs.local.json', { tea: { password: { env: 'TEA' } } });
      const masker = new Masker();
      readOrder(places, { ...SOME, TEA: 'oolong' }, masker);
      expect(masker.mask('it is oolong')).toBe('it is ***');
      expect(() => read(SOME)).toThrow(/configs\.local\.json[^]*line 1: tea\.password: .* TEA is not set/);
    });

    it.each([
      ['an unknown board', 'garrage', {}, 'HK_BOARD_UNKNOWN', /did you mean "garage"/],
      ['a field that is not valid', 'shed', { tea: { kind: 'blue' } }, 'HK_CONFIGURATION_INVALID', /line 1: tea\.kind/],
      ['a builder that is not there', 'shed', { tea: { repo: 'none' } }, 'HK_BUILD_CONTEXT_INVALID', /none/],
      [
        'a file that is not there',
        'shed',
        { tea: { pot: 'none' } },
        'HK_FILE_UNUSABLE',
        /pot in boards\/shed\/configs\.json, line 1, names "none"/,
      ],
      ['the name of a component', 'leaf', {}, 'HK_NAME_INVALID', /another project/],
    ])('are refused for %s', (_, board, fields, code, message) => {
      if (code !== 'HK_BOARD_UNKNOWN') write(`user/boards/${board}/configs.json`, fields);
      const refused = () => read({ HYPRIOTKIT_BOARDS: board });
      expect(refused).toThrow(message);
      expect(refused).toThrow(expect.objectContaining({ code }) as Error);
    });

    it('that nobody asked for may be anything', () => {
      write('user/boards/shed/configs.json', '{');
      expect(() => read(SOME)).not.toThrow();
    });
  });
});
