import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Places } from '@hypriotkit/contract';
import { readOrder } from './order';

const component = {
  type: 'object',
  properties: {
    kind: { enum: ['green', 'black'] },
    repo: { type: 'string' },
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
    configs: join(root, 'user.json'),
    artifacts: join(root, 'artifacts'),
  };
  mkdirSync(join(root, 'image'));
  mkdirSync(places.artifacts);
  write('image/configs.schema.json', SCHEMA);
  write('image/configs.json', { leaf: { kind: 'green', repo: 'builder' }, tea: { kind: 'green', repo: 'builder' } });
  mkdirSync(join(root, 'builder'));
  write('builder/Dockerfile', 'FROM scratch');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, value: unknown) =>
  writeFileSync(join(root, file), typeof value === 'string' ? value : JSON.stringify(value));
const read = (env: NodeJS.ProcessEnv = {}) => readOrder(places, env);

describe('readOrder', () => {
  it('delivers all components, to the owner of the folder, when nothing is said', () => {
    const { uid, gid } = statSync(places.artifacts);
    const all = ['leaf', 'tea'];
    expect(read()).toEqual({ components: all, configs: undefined, verbosity: 'info', owner: { uid, gid } });
  });

  it.each([
    ['those that the file lists', { tea: {} }, ['tea']],
    ['all, where it lists none', {}, ['leaf', 'tea']],
  ])('delivers %s', (_, configs, components) => {
    write('user.json', configs);
    expect(read()).toMatchObject({ components, configs: places.configs });
  });

  it('takes verbosity and owner from the environment; empty is unset', () => {
    const env = { HYPRIOTKIT_VERBOSITY: 'debug', HYPRIOTKIT_OWNER: '7:8' };
    expect(read(env)).toMatchObject({ verbosity: 'debug', owner: { uid: 7, gid: 8 } });
    expect(read({ HYPRIOTKIT_VERBOSITY: '', HYPRIOTKIT_OWNER: '' })).toEqual(read());
  });

  it.each(['{', { coffee: {} }, { tea: { kind: 'purple' } }])('refuses the configuration %j', (configs) => {
    write('user.json', configs);
    expect(read).toThrow(expect.objectContaining({ code: 'HK_CONFIGURATION_INVALID' }) as Error);
  });

  it('refuses a builder that is not there; one of a repository is looked for later', () => {
    write('user.json', { tea: { repo: 'user/tea' } });
    expect(read).toThrow(expect.objectContaining({ code: 'HK_BUILD_CONTEXT_INVALID', component: 'tea' }) as Error);
    write('user.json', { tea: { repo: 'https://build.example/tea.git' } });
    expect(read).not.toThrow();
  });

  it('refuses a file that is not there', () => {
    write('user.json', { tea: { pot: 'user/pot' } });
    expect(read).toThrow(expect.objectContaining({ code: 'HK_FILE_UNUSABLE', component: 'tea' }) as Error);
    mkdirSync(join(root, 'user'));
    write('user/pot', '');
    expect(read).not.toThrow();
  });

  it('refuses a folder in the place of the configuration, which Docker makes of a file that is missing', () => {
    mkdirSync(places.configs);
    expect(read).toThrow(/user\.json.*\n.*cannot be read/);
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
});
