import { buildKey } from './build-key';
import type { PreparedRun } from './prepare-run';
import type { BuildRequest } from './request';

const request = {
  component: 'root_fs',
  builder: {},
  fields: { hostname: 'a' },
  secrets: ['davy-jones'],
  workspace: '/workspace',
  sourceDateEpoch: 1,
  artifactsRoot: '/elsewhere',
} as unknown as BuildRequest;
const run = {
  inputs: [{ role: 'kernel', file: 'k.tar.gz', path: '/somewhere/k.tar.gz', sha256: 'aa' }],
  environment: { HYPRIOT_HOSTNAME: 'a', HYPRIOT_PASSWORD: 'davy-jones' },
  files: [],
  command: undefined,
} as unknown as PreparedRun;
const patterns = [{ role: 'x', file: 'x.img' }];
const key = (r: Partial<BuildRequest>, p: Partial<PreparedRun>, builder = 'b') =>
  buildKey({ ...request, ...r }, { ...run, ...p }, patterns, builder);
const leaf = { kind: 'file', name: 'leaf', source: '/a/leaf', executable: false, sha256: 'aa' };
const files = [{ folder: 'compose', entries: [leaf] }] as unknown as PreparedRun['files'];
const original = key({}, {});

it('stays the same for the same things in another order or another place', () => {
  const environment = { HYPRIOT_PASSWORD: 'davy-jones', HYPRIOT_HOSTNAME: 'a' };
  const inputs = run.inputs.map((input) => ({ ...input, path: '/other/k.tar.gz' }));
  expect(key({ artifactsRoot: '/other' }, { environment, inputs })).toBe(original);
});

it.each([
  ['the builder', key({}, {}, 'c')],
  ['its commit', key({ builder: { repository: { commit: 'c0' } } as BuildRequest['builder'] }, {})],
  ['the environment', key({}, { environment: { ...run.environment, HYPRIOT_HOSTNAME: 'b' } })],
  ['a secret', key({ secrets: ['other'] }, { environment: { ...run.environment, HYPRIOT_PASSWORD: 'other' } })],
  ['an input', key({}, { inputs: run.inputs.map((input) => ({ ...input, sha256: 'bb' })) })],
  ["a file of the user's", key({}, { files })],
  ['the command', key({}, { command: ['/builder/odroid/build.sh'] })],
  ['a secret in the command', key({}, { command: ['davy-jones'] })],
  ['the time', key({ sourceDateEpoch: 2 }, {})],
  ['a lock', key({ lock: {} }, {})],
  ['what is locked', key({ lock: { images: [{ name: 'tea', digest: 'sha256:1' }] } }, {})],
])('changes with %s', (_, changed) => expect(changed).not.toBe(original));
