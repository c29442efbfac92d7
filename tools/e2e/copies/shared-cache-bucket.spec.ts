import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ObjectStore } from '../lib/object-store';
import { SharedCacheBucket } from '../lib/shared-cache-bucket';
import { artifacts, built, Checkouts, COMPONENTS, forget } from '../lib/shared-cache-checkouts';
import { TOKENS } from '../lib/shared-cache-server';
import type { WorkspaceCopy } from '../lib/workspace-copy';

const WRONG_SECRET = 'not/the+secret';
const MEGABYTE = 2 ** 20;

let store: ObjectStore;
let server: SharedCacheBucket;
/** A server for the same bucket whose secret is not that of the key any more. */
let stranger: SharedCacheBucket;
let checkouts: Checkouts;
let first: WorkspaceCopy;
let second: WorkspaceCopy;

beforeAll(async () => {
  store = new ObjectStore();
  server = new SharedCacheBucket(store);
  stranger = new SharedCacheBucket(store, WRONG_SECRET);
  checkouts = new Checkouts(server);
  ({ first, second } = checkouts);
  await Promise.all([store.ready(), server.ready(), stranger.ready()]);
});
afterAll(() => {
  checkouts?.remove();
  for (const each of [stranger, server, store]) each?.remove();
});

it('one checkout gets from the bucket what another has built, with a token that may only read', async () => {
  expect(built(await checkouts.build(first, 'write'))).toEqual(COMPONENTS);
  expect(server.entries().size).toBe(COMPONENTS.length);
  const output = await checkouts.build(second, 'read');
  expect(built(output)).toEqual([]);
  expect(artifacts(second)).toEqual(artifacts(first));
  expect(output).not.toContain('warning');
});

it('answers as the server with files does', async () => {
  const path = `/v1/cache/${checkouts.hashOf('small_pot')}`;
  const before = server.entries();
  expect(await server.ask('PUT', path, 'write', 'another')).toBe(409);
  expect(await server.ask('PUT', path, 'read', 'another')).toBe(403);
  expect(await server.ask('PUT', '/v1/cache/42', 'read', 'another')).toBe(403);
  expect(await server.ask('PUT', '/v1/cache/42', 'write', 'begun', 4 * 2 ** 30 + 1)).toBe(413);
  expect(await server.ask('DELETE', path, 'write')).toBe(403);
  expect(await server.ask('GET', path)).toBe(401);
  expect(await server.ask('GET', path, 'read')).toBe(200);
  expect(await server.ask('GET', '/v1/cache/42', 'read')).toBe(404);
  expect(await server.ask('GET', '/v1/cache/', 'read')).toBe(404);
  expect(await server.ask('PUT', '/v1/cache/name.txt', 'write', 'another')).toBe(404);
  expect(server.entries()).toEqual(before);
});

it('passes large entries on without keeping them, and no part of one', async () => {
  const entry = gzipSync(randomBytes(40 * MEGABYTE), { level: 0 });
  const kept = server.kept();
  await server.breakOff('/v1/cache/41', entry);
  expect(await server.ask('PUT', '/v1/cache/40', 'write', entry)).toBe(201);
  const { status, body } = await server.exchange('GET', '/v1/cache/40', 'read');
  expect(status).toBe(200);
  expect(body.equals(entry)).toBe(true);
  expect(server.kept()).toBe(kept);
  expect([...server.entries().keys()].filter((hash) => /^4[01]$/.test(hash))).toEqual(['40']);
});

it('an entry that is cut off is not used', async () => {
  const pot = checkouts.hashOf('small_pot');
  const whole = server.entries().get(pot)!;
  server.damage(pot, whole.subarray(0, -100));
  forget(second);
  const output = await checkouts.build(second, 'read', {}, 'small_pot');
  server.damage(pot, whole);
  expect(output).toMatch(new RegExp(`has a damaged entry: unexpected end of file.*Delete ${pot} on the server`));
  expect(output).toContain('small_pot: Brewing');
});

it('a build goes on when the secret of the key has changed', async () => {
  const name = `v1/cache/${checkouts.hashOf('small_pot')}`;
  expect(store.statusOf(name, store.secret)).toBe('200');
  expect(store.statusOf(name, WRONG_SECRET)).toBe('403');
  expect(await stranger.ask('GET', `/${name}`, 'read')).toBe(502);
  expect(await stranger.ask('PUT', '/v1/cache/43', 'write', 'another')).toBe(502);
  expect(stranger.logs()).toContain('the bucket answers a PUT with 403');
  forget(second);
  const output = await checkouts.build(second, 'write', stranger.variables('write'), 'small_pot');
  expect(output).toMatch(/warning: the shared cache .* failed: answers 502 Bad Gateway\. The run goes on without it/);
  expect(output).toContain('small_pot: Brewing');
});

it('no log has a token or a secret', () => {
  const logs = server.logs() + stranger.logs();
  expect(logs).toContain('GET /v1/cache/');
  for (const secret of [...Object.values(TOKENS), store.secret, WRONG_SECRET]) expect(logs).not.toContain(secret);
});

// The last one, because the store does not come back.
it('a build goes on when the store disappears', async () => {
  store.kill();
  forget(second);
  const output = await checkouts.build(second, 'write', {}, 'small_pot');
  expect(output).toMatch(/warning: the shared cache .* failed: answers 50[24] .*The run goes on without it/);
  expect(output).toContain('small_pot: Brewing');
});
