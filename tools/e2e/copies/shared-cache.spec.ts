import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SharedCacheServer, type Access } from '../lib/shared-cache-server';
import { addSmallComponents, NOW } from '../lib/small-components';
import { ISOLATED, nx, type Run } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

const PASSWORD = 'locker-of-davy';
const COMPONENTS = ['small_pot', 'small_tea'];

let server: SharedCacheServer;
let first: WorkspaceCopy;
let second: WorkspaceCopy;
const stores: string[] = [];

beforeAll(async () => {
  server = new SharedCacheServer();
  [first, second] = [new WorkspaceCopy(), new WorkspaceCopy()];
  for (const workspace of [first, second]) {
    addSmallComponents(workspace, 'echo "==> Brewing with $PASSWORD"; echo "plain: $PASSWORD"');
    workspace.write('configs.json', JSON.stringify({ small_pot: { password: PASSWORD }, small_tea: {} }));
    workspace.commit();
  }
  await server.ready();
});
afterAll(() => {
  for (const workspace of [first, second]) workspace.remove();
  server.remove();
  execFileSync('docker', ['volume', 'rm', '--force', ...stores], { stdio: 'ignore' });
});

/** Builds both components. Each time, nothing comes from the engine's store. */
function start(workspace: WorkspaceCopy, access: Access, env: NodeJS.ProcessEnv = {}, component = 'small_tea'): Run {
  const store = `hypriotkit-test-shared-cache-${NOW}-${stores.length}`;
  stores.push(store);
  const ours = {
    HYPRIOTKIT_CONFIGS: '',
    HYPRIOTKIT_STORE: store,
    HYPRIOTKIT_VERBOSITY: 'debug',
    SOURCE_DATE_EPOCH: NOW,
  };
  return nx(['run', `${component}:build`], { ...ours, ...server.variables(access), ...env }, workspace.root);
}

async function build(...how: Parameters<typeof start>): Promise<string> {
  const { code, output } = await start(...how).ended;
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${output}`);
  return output;
}

/** Makes it a checkout that has built nothing. */
function forget(workspace: WorkspaceCopy): void {
  for (const name of ['.nx', 'dist']) rmSync(join(workspace.root, name), { recursive: true, force: true });
}

const artifact = (workspace: WorkspaceCopy, name: string) =>
  readFileSync(join(workspace.root, 'dist', 'artifacts', name, `${name}.txt`));
/** The hash of the entry that has a component's artifacts. */
const hashOf = (name: string) =>
  [...server.entries()].find(([, content]) => gunzipSync(content).includes(`${name}.txt.sha256`))![0];
/** The components that come from no cache. What a cache has is repeated, the output included. */
const built = (output: string) => COMPONENTS.filter((name) => !new RegExp(`nx run ${name}:build +\\[`).test(output));

it('one checkout gets from it what another has built, with a token that may only read', async () => {
  expect(built(await build(first, 'write'))).toEqual(COMPONENTS);
  expect(server.entries().size).toBe(COMPONENTS.length);
  const output = await build(second, 'read');
  for (const name of COMPONENTS) {
    expect(output).toContain(`nx run ${name}:build  [remote cache]`);
    expect(artifact(second, name).equals(artifact(first, name))).toBe(true);
  }
  expect(output).not.toContain('warning');
});

it("does so with Nx's daemon, and a process for each plugin", async () => {
  const how = { ...ISOLATED, NX_DAEMON: 'true' };
  forget(second);
  try {
    expect(built(await build(second, 'read', how))).toEqual([]);
    expect(COMPONENTS.map((name) => artifact(second, name))).toEqual(COMPONENTS.map((name) => artifact(first, name)));
  } finally {
    await nx(['daemon', '--stop'], how, second.root).ended;
  }
});

it('has no password in it: what is kept is masked, and nothing leads back to it', () => {
  const base64 = Buffer.from(PASSWORD).toString('base64').slice(0, 10);
  const sha256 = createHash('sha256').update(PASSWORD).digest('hex');
  const contents = [...server.entries().values()].map((content) => gunzipSync(content).toString('latin1'));
  expect(contents.some((text) => text.includes('plain: ***'))).toBe(true);
  for (const text of contents) for (const secret of [PASSWORD, base64, sha256]) expect(text).not.toContain(secret);
});

it('an entry stays what it is, and needs a token', async () => {
  const path = `/v1/cache/${hashOf('small_pot')}`;
  expect(await server.ask('PUT', path, 'write', 'another')).toBe(409);
  expect(await server.ask('PUT', path, 'read', 'another')).toBe(403);
  expect(await server.ask('PUT', '/v1/cache/42', 'read', 'another')).toBe(403);
  expect(await server.ask('DELETE', path, 'write')).toBe(403);
  expect(await server.ask('GET', path)).toBe(401);
  expect(await server.ask('GET', path, 'read')).toBe(200);
  expect(await server.ask('GET', '/v1/cache/', 'read')).toBe(404);
  expect(await server.ask('PUT', '/v1/cache/name.txt', 'write', 'another')).toBe(404);
});

it('an entry of another component ends the run', async () => {
  const [pot, tea] = COMPONENTS.map(hashOf) as [string, string];
  const entries = server.entries();
  server.damage(tea, entries.get(pot)!);
  forget(second);
  const { code, output } = await start(second, 'read').ended;
  server.damage(tea, entries.get(tea)!);
  expect(output).toMatch(/The artifacts of small_tea are damaged.*\[HK_INPUT_DAMAGED\]/s);
  expect(code).toBe(1);
  expect(existsSync(join(second.root, 'dist', 'artifacts', 'small_tea'))).toBe(false);
});

it('entries that are cut off or altered are not used: the components are built', async () => {
  const [pot, tea] = COMPONENTS.map(hashOf) as [string, string];
  const entries = server.entries();
  server.damage(pot, entries.get(pot)!.subarray(0, -100));
  // Still a whole archive, but with another artifact in it.
  const other = gunzipSync(entries.get(tea)!).toString('latin1').replace('uid=0(root)', 'uid=1(root)');
  server.damage(tea, gzipSync(Buffer.from(other, 'latin1')));
  const expected = COMPONENTS.map((name) => artifact(first, name));
  forget(second);
  const output = await build(second, 'read');
  expect(output).toMatch(new RegExp(`has a damaged entry: unexpected end of file.*Delete ${pot} on the server`));
  expect(output).toMatch(new RegExp(`has a damaged entry: small_tea\\.txt differs .*Delete ${tea} on the server`));
  expect(built(output)).toEqual(COMPONENTS);
  expect(COMPONENTS.map((name) => artifact(second, name))).toEqual(expected);
});

it('whoever may only read builds what is missing, and is told that it is not shared', async () => {
  second.edit('components/small_tea/builder/build.sh', (text) => `${text}echo more >>small_tea.txt\n`);
  const before = [...server.entries().keys()];
  const output = await build(second, 'read');
  expect(built(output)).toEqual(['small_tea']);
  expect(output).toMatch(/warning: the shared cache .* takes no results \(403\) with this token\./);
  expect([...server.entries().keys()]).toEqual(before);
});

it('nothing is sent that nobody could find: what has a password from the environment', async () => {
  const before = [...server.entries().keys()];
  const password = { env: 'SMALL_POT_PASSWORD' };
  second.write('configs.json', JSON.stringify({ small_pot: { password }, small_tea: {} }));
  expect(await build(second, 'write', { SMALL_POT_PASSWORD: PASSWORD }, 'small_pot')).toContain('Brewing');
  expect([...server.entries().keys()]).toEqual(before);
});

// The last one, because the server does not come back.
it('a build goes on when the server disappears', async () => {
  second.restore();
  second.edit('components/small_pot/builder/build.sh', (text) => `${text}sleep 5\n`);
  const run = start(second, 'write');
  await run.says('small_pot: Brewing');
  server.kill();
  const { code, output } = await run.ended;
  expect(output).toMatch(/warning: the shared cache .* failed: connect ECONNREFUSED.*The run goes on without it/);
  expect(code).toBe(0);
  for (const name of COMPONENTS) expect(existsSync(join(second.root, 'dist', 'artifacts', name))).toBe(true);
});
