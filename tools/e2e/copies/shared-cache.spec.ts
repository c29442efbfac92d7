import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { artifacts, built, Checkouts, COMPONENTS, forget, PASSWORD } from '../lib/shared-cache-checkouts';
import { SharedCacheServer } from '../lib/shared-cache-server';
import { ISOLATED, nx } from '../lib/workspace';
import type { WorkspaceCopy } from '../lib/workspace-copy';

let server: SharedCacheServer;
let checkouts: Checkouts;
let first: WorkspaceCopy;
let second: WorkspaceCopy;

beforeAll(async () => {
  server = new SharedCacheServer();
  checkouts = new Checkouts(server);
  ({ first, second } = checkouts);
  await server.ready();
});
afterAll(() => {
  checkouts?.remove();
  server?.remove();
});

it('one checkout gets from it what another has built, with a token that may only read', async () => {
  expect(built(await checkouts.build(first, 'write'))).toEqual(COMPONENTS);
  expect(server.entries().size).toBe(COMPONENTS.length);
  const output = await checkouts.build(second, 'read');
  for (const name of COMPONENTS) expect(output).toContain(`nx run ${name}:build  [remote cache]`);
  expect(artifacts(second)).toEqual(artifacts(first));
  expect(output).not.toContain('warning');
});

it("does so with Nx's daemon, and a process for each plugin", async () => {
  const how = { ...ISOLATED, NX_DAEMON: 'true' };
  forget(second);
  try {
    expect(built(await checkouts.build(second, 'read', how))).toEqual([]);
    expect(artifacts(second)).toEqual(artifacts(first));
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
  const path = `/v1/cache/${checkouts.hashOf('small_pot')}`;
  expect(await server.ask('PUT', path, 'write', 'another')).toBe(409);
  expect(await server.ask('PUT', path, 'read', 'another')).toBe(403);
  expect(await server.ask('PUT', '/v1/cache/42', 'read', 'another')).toBe(403);
  expect(await server.ask('DELETE', path, 'write')).toBe(403);
  expect(await server.ask('GET', path)).toBe(401);
  expect(await server.ask('GET', path, 'read')).toBe(200);
  expect(await server.ask('GET', '/v1/cache/', 'read')).toBe(404);
  expect(await server.ask('PUT', '/v1/cache/name.txt', 'write', 'another')).toBe(404);
  expect(await server.ask('PUT', '/v1/cache/42', 'write', 'begun', 4 * 2 ** 30 + 1)).toBe(413);
  expect(server.entries().has('42')).toBe(false);
});

it('an entry of another component ends the run', async () => {
  const [pot, tea] = COMPONENTS.map((name) => checkouts.hashOf(name)) as [string, string];
  const entries = server.entries();
  server.damage(tea, entries.get(pot)!);
  forget(second);
  const { code, output } = await checkouts.start(second, 'read').ended;
  server.damage(tea, entries.get(tea)!);
  expect(output).toMatch(/The artifacts of small_tea are damaged.*\[HK_INPUT_DAMAGED\]/s);
  expect(code).toBe(1);
  expect(existsSync(join(second.root, 'dist', 'artifacts', 'small_tea'))).toBe(false);
});

it('entries that are cut off or altered are not used: the components are built', async () => {
  const [pot, tea] = COMPONENTS.map((name) => checkouts.hashOf(name)) as [string, string];
  const entries = server.entries();
  server.damage(pot, entries.get(pot)!.subarray(0, -100));
  // Still a whole archive, but with another artifact in it.
  const other = gunzipSync(entries.get(tea)!).toString('latin1').replace('uid=0(root)', 'uid=1(root)');
  server.damage(tea, gzipSync(Buffer.from(other, 'latin1')));
  const expected = artifacts(first);
  forget(second);
  const output = await checkouts.build(second, 'read');
  expect(output).toMatch(new RegExp(`has a damaged entry: unexpected end of file.*Delete ${pot} on the server`));
  expect(output).toMatch(new RegExp(`has a damaged entry: small_tea\\.txt differs .*Delete ${tea} on the server`));
  expect(built(output)).toEqual(COMPONENTS);
  expect(artifacts(second)).toEqual(expected);
});

it('whoever may only read builds what is missing, and is told that it is not shared', async () => {
  second.edit('components/small_tea/builder/build.sh', (text) => `${text}echo more >>small_tea.txt\n`);
  const before = [...server.entries().keys()];
  const output = await checkouts.build(second, 'read');
  expect(built(output)).toEqual(['small_tea']);
  expect(output).toMatch(/warning: the shared cache .* takes no results \(403\) with this token\./);
  expect([...server.entries().keys()]).toEqual(before);
});

it('nothing is sent that nobody could find: what has a password from the environment', async () => {
  const before = [...server.entries().keys()];
  const password = { env: 'SMALL_POT_PASSWORD' };
  second.write('configs.json', JSON.stringify({ small_pot: { password }, small_tea: {} }));
  expect(await checkouts.build(second, 'write', { SMALL_POT_PASSWORD: PASSWORD }, 'small_pot')).toContain('Brewing');
  expect([...server.entries().keys()]).toEqual(before);
});

// The last one, because the server does not come back.
it('a build goes on when the server disappears', async () => {
  second.restore();
  second.edit('components/small_pot/builder/build.sh', (text) => `${text}sleep 5\n`);
  const run = checkouts.start(second, 'write');
  await run.says('small_pot: Brewing');
  server.kill();
  const { code, output } = await run.ended;
  expect(output).toMatch(/warning: the shared cache .* failed: connect ECONNREFUSED.*The run goes on without it/);
  expect(code).toBe(0);
  for (const name of COMPONENTS) expect(existsSync(join(second.root, 'dist', 'artifacts', name))).toBe(true);
});
