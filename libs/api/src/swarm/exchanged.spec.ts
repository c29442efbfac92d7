import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Exchange, opened } from '@hypriotkit/artifacts';
import type { CacheAccess } from '@hypriotkit/contract';
import { readArchive } from '@hypriotkit/engine';
import { cacheAccess } from './cache-access';
import { collect } from './collect';
import { handOver } from './hand-over';

/* What goes to the machines of a swarm and comes back, by way of a server in this process. */

const ID = 'b'.repeat(64);
const FILE = 'small_tea.txt';
let root: string;
let server: Server;
let access: CacheAccess;
let entries: Map<string, Buffer>;

beforeAll((done) => {
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1', done);
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-exchanged-'));
  entries = new Map();
  access = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterEach(() => rmSync(root, { recursive: true }));
afterAll((done) => void server.close(done));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = request.url!.replace('/v1/cache/', '');
  if (request.method === 'PUT') entries.set(id, await buffer(request));
  const entry = entries.get(id);
  response.writeHead(entry ? 200 : 404).end(request.method === 'GET' ? entry : undefined);
}

/** Puts the result of a board onto the server, as the orchestrator does. */
function send(content: string, sha256 = createHash('sha256').update(content).digest('hex'), files = [FILE]): void {
  const from = join(root, 'from');
  const artifacts = [{ file: FILE, role: 'archive', size: content.length, sha256 }];
  const builder = { image: 'image', digest: sha256 };
  mkdirSync(from);
  writeFileSync(join(from, FILE), content);
  writeFileSync(join(from, 'extra'), 'not named by the manifest');
  writeFileSync(
    join(from, 'manifest.json'),
    JSON.stringify({ components: [{ component: 'small_tea', builder, artifacts }] }),
  );
  entries.set(ID, execFileSync('tar', ['-C', from, '-c', 'manifest.json', 'extra', ...files]));
}
const fetchResult = async () => collect(await Exchange.by(access), 'garage', ID, root);
const delivered = () => readdirSync(join(root, 'boards', 'garage')).sort();

it('a result becomes the files that its manifest names, with their checksums', async () => {
  send('tea');
  await fetchResult();
  expect(delivered()).toEqual(['manifest.json', FILE, `${FILE}.sha256`]);
  expect(readFileSync(join(root, 'boards', 'garage', FILE), 'utf8')).toBe('tea');
});

it.each([
  ['that differs from its manifest', () => send('tea', 'c'.repeat(64)), 'HK_CHECKSUM_MISMATCH'],
  ['without an artifact', () => send('tea', undefined, []), 'HK_RESULT_DAMAGED'],
  [
    'without a manifest',
    () => entries.set(ID, execFileSync('tar', ['-C', __dirname, '-c', 'collect.ts'])),
    'HK_RESULT_DAMAGED',
  ],
  ['that is not an archive', () => entries.set(ID, Buffer.from('tea'.repeat(1000))), 'HK_TRANSFER_FAILED'],
  ['that is not there', () => entries.clear(), 'HK_EXCHANGE_FAILED'],
])('a result %s leaves nothing', async (_, plant, code) => {
  plant();
  await expect(fetchResult()).rejects.toMatchObject({ code });
  expect(delivered()).toEqual([]);
});

it('configuration and lock are handed over encrypted, with the paths of the container', async () => {
  const layer = { text: '{ "small_tea": { "password": "davy-jones" } }', components: {} } as never;
  const lock = { file: 'other.json', text: '{ "version": 1 }' };
  const { id, seal } = await handOver(access, [{ file: 'configs.json', name: 'configs.json', layer }], [], lock);
  const sent = entries.get(id)!;
  expect(sent.toString('latin1')).not.toContain('davy-jones');
  const found: Record<string, string> = {};
  await opened(Readable.from([sent]), seal, (content) =>
    readArchive(Readable.from(content, { objectMode: false }), 'Reading', ({ name }) => async (entry) => {
      found[name] = (await buffer(entry)).toString();
    }),
  );
  expect(found).toEqual({
    'opt/app/user/configs.json': expect.stringContaining('davy-jones') as string,
    'opt/app/user/hypriotkit.lock.json': lock.text,
  });
});

it('the cache is the one that Nx would use', () => {
  const file = join(root, 'authorities.crt');
  writeFileSync(file, 'PEM');
  const env = { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'https://cache.example', NODE_EXTRA_CA_CERTS: file };
  expect(cacheAccess({ ...env, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'token' })).toEqual({
    ...{ server: 'https://cache.example', token: 'token', authorities: 'PEM' },
  });
  expect(() => cacheAccess({})).toThrow('NX_SELF_HOSTED_REMOTE_CACHE_SERVER is not set');
});
