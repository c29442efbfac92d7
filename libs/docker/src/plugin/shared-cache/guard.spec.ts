import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { UNSEEN_VARIABLE, uncached } from '../../lib/hash-variables';
import { CACHE_VARIABLE, isGuarded, shareOnlyWhatIsFound } from '../../lib/shared-cache';
import { CacheServer } from './cache-server';
import { Guard } from './guard';

const PATIENCE = { connect: 1000, silence: 300, rest: 60_000 };
const LARGE = Buffer.alloc(8 * 2 ** 20, 'ahoy');
const TOKEN = { authorization: 'Bearer of-davy' };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let folder: string;
let server: Server;
let answer: Answer;
let asked: string[];
let warnings: string[];
let guard: Guard;
let address: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guard-'));
  [asked, warnings] = [[], []];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    answer(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const warn = (text: string) => void warnings.push(text);
  guard = await Guard.start(join(folder, 'cache'), warn);
  address = guard.addressOf(await CacheServer.at(upstream(), warn, PATIENCE));
});
afterEach(async () => {
  jest.restoreAllMocks();
  // A file is closed when Nx has it.
  for (let left = 100; left > 0 && nameless().length > 0; left--) await sleep(20);
  guard.stop();
  server.closeAllConnections();
  server.close();
  expect(nameless()).toEqual([]);
  // Entries have no name, even while they are checked.
  expect(readdirSync(folder, { recursive: true }).filter((name) => name !== 'cache')).toEqual([]);
  rmSync(folder, { recursive: true });
});

const upstream = (login = '') => `http://${login}127.0.0.1:${(server.address() as AddressInfo).port}/at/`;
const get = async (hash = '42', headers = TOKEN) => fetch(`${address}/v1/cache/${hash}`, { headers });
const put = async (body: Buffer = LARGE) =>
  (await fetch(`${address}/v1/cache/42`, { method: 'PUT', headers: TOKEN, body })).status;
/** Takes all of a request, and then answers. */
const takes =
  (status: number, received: Buffer[] = []): Answer =>
  (response, request) =>
    void buffer(request).then((content) => {
      received.push(content);
      response.writeHead(status).end();
    });

/** Files that this process has open although they have no name any more. */
const nameless = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)].filter((path) => path.startsWith(folder));
    } catch {
      return [];
    }
  });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const POT = 'dist/artifacts/pot';
const MANIFEST = JSON.stringify({
  component: 'pot',
  artifacts: [{ file: 'pot.txt', role: 'archive', size: 3, sha256: sha256('tea') }],
});
const WHOLE = { [`${POT}/pot.txt`]: 'tea', [`${POT}/manifest.json`]: MANIFEST, terminalOutput: 'ok', code: '\0\0\0\0' };

async function entry(files: Record<string, string | Buffer> = WHOLE): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: POT, type: 'directory' });
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  return gzipSync(await buffer(archive));
}

it('passes on whole entries, with the token', async () => {
  const whole = await entry();
  answer = (response) => response.end(whole);
  const response = await get();
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(whole)).toBe(true);
  expect(asked).toEqual(['GET /at/v1/cache/42 Bearer of-davy']);
  expect(warnings).toEqual([]);
  expect(isGuarded(address)).toBe(true);
  expect(isGuarded(upstream())).toBe(false);
});

it('takes that an entry does not exist for what it is', async () => {
  answer = (response) => response.writeHead(404).end('nothing here');
  expect((await get()).status).toBe(404);
  expect((await get()).status).toBe(404);
  expect(asked).toHaveLength(2);
  expect(warnings).toEqual([]);
});

it.each<[string, () => Promise<Buffer>, RegExp]>([
  ['cut off', async () => (await entry()).subarray(0, -20), /unexpected end of file/],
  ['empty', () => Promise.resolve(Buffer.alloc(0)), /unexpected end of file|no exit code/],
  ['no archive', () => Promise.resolve(Buffer.from('<html>Log in, please</html>')), /incorrect header check/],
  [
    'flipped in a bit',
    async () => {
      const bytes = await entry();
      bytes[bytes.length - 6]! ^= 1;
      return bytes;
    },
    /incorrect data check/,
  ],
  ['without its end', () => entry({ ...WHOLE, code: '' }), /no exit code/],
  ['with output that is no text', () => entry({ ...WHOLE, terminalOutput: Buffer.of(0xff) }), /not text/],
  ['with a path out of the cache', () => entry({ ...WHOLE, '../x': '' }), /it has the path \.\.\/x/],
  ['another artifact', () => entry({ ...WHOLE, [`${POT}/pot.txt`]: 'pea' }), /pot\.txt differs from manifest\.json/],
  [
    'a longer artifact',
    () => entry({ ...WHOLE, [`${POT}/pot.txt`]: 'teapot' }),
    /pot\.txt differs from manifest\.json/,
  ],
])('has a task run instead of an entry that is %s', async (_, damaged, problem) => {
  const bytes = await damaged();
  answer = (response) => response.end(bytes);
  expect((await get()).status).toBe(404);
  expect(warnings).toEqual([expect.stringMatching(problem)]);
  expect(warnings[0]).toContain('Delete 42 on the server');
});

it('notices an artifact that is missing', async () => {
  const { [`${POT}/pot.txt`]: _, ...others } = WHOLE;
  const bytes = await entry(others);
  answer = (response) => response.end(bytes);
  expect((await get()).status).toBe(404);
  expect(warnings).toEqual([expect.stringContaining('pot.txt is missing')]);
});

it.each<[string, Answer, RegExp]>([
  ['answers 500', (response) => response.writeHead(500).end(), /answers 500/],
  ['says nothing', () => undefined, /failed: /],
  ['hangs up', (response) => response.destroy(), /failed: /],
  [
    'disappears in the middle of an entry',
    (response) => {
      response.writeHead(200, { 'content-length': LARGE.length }).write(LARGE.subarray(0, 1000));
      setTimeout(() => response.destroy(), 50);
    },
    /an entry broke off/,
  ],
  [
    'stops in the middle of an entry',
    (response) => void response.writeHead(200, { 'content-length': LARGE.length }).write(LARGE.subarray(0, 1000)),
    /an entry broke off/,
  ],
])('leaves a server that %s alone for a while', async (_, failure, message) => {
  answer = failure;
  expect((await get()).status).toBe(404);
  expect(warnings).toEqual([expect.stringMatching(message)]);
  expect((await get()).status).toBe(404);
  expect(await put()).toBe(403);
  expect(asked).toHaveLength(1);
  expect(warnings).toHaveLength(1);
  const later = Date.now() + PATIENCE.rest;
  jest.spyOn(Date, 'now').mockReturnValue(later);
  answer = takes(201);
  expect(await put()).toBe(200);
});

it('goes on without a server that is away', async () => {
  server.close();
  expect((await get()).status).toBe(404);
  expect(await put()).toBe(403);
  expect(warnings).toEqual([expect.stringMatching(/^the shared cache http:\/\/127.* failed: connect ECONNREFUSED/)]);
});

it.each([
  [200, 200],
  [201, 200],
  [204, 200],
  [409, 409],
  [403, 403],
  [413, 403],
  [500, 403],
])('makes %d, to a PUT, the %d that Nx knows', async (theirs, ours) => {
  const received: Buffer[] = [];
  answer = takes(theirs, received);
  expect(await put()).toBe(ours);
  expect(received[0]!.equals(LARGE)).toBe(true);
  expect(warnings).toHaveLength(theirs < 300 || theirs === 409 ? 0 : 1);
});

it('sends nothing more with a token that may only read', async () => {
  // Before all has arrived, as nginx answers.
  answer = (response) => response.writeHead(403).end();
  expect(await put()).toBe(403);
  expect(await put()).toBe(403);
  expect(asked).toHaveLength(1);
  expect(warnings).toEqual([expect.stringMatching(/takes no results \(403\) with this token\.$/)]);
  answer = (response) => response.writeHead(404).end();
  expect((await get()).status).toBe(404);
  expect(asked).toHaveLength(2);
});

it.each([
  ['its own fields', 'HYPRIOTKIT_FIELDS_pot'],
  ['what affects all', UNSEEN_VARIABLE],
])('does not send what nobody could find, because of %s', async (_, name) => {
  const variables = { [CACHE_VARIABLE]: address, NX_TASK_HASH: '42' };
  answer = takes(201);
  await shareOnlyWhatIsFound('pot', { ...variables, [name]: uncached() });
  expect(await put()).toBe(403);
  expect(asked).toEqual([]);
  await shareOnlyWhatIsFound('pot', { ...variables, [name]: 'a digest', HYPRIOTKIT_FIELDS_tea: uncached() });
  await shareOnlyWhatIsFound('pot', { ...variables, [CACHE_VARIABLE]: upstream(), [name]: uncached() });
  expect(await put()).toBe(200);
  expect(warnings).toEqual([]);
});

it('says once that a token is not accepted', async () => {
  answer = (response) => response.writeHead(401).end();
  expect((await get()).status).toBe(404);
  expect((await get('43')).status).toBe(404);
  expect(warnings).toEqual([expect.stringMatching(/gives nothing \(401 Unauthorized\) with this token\.$/)]);
});

it('sends the login of an address, and does not name it', async () => {
  answer = (response) => response.writeHead(500).end();
  const warn = (text: string) => void warnings.push(text);
  address = guard.addressOf(await CacheServer.at(upstream('davy:locker@'), warn, PATIENCE));
  expect((await fetch(`${address}/v1/cache/42`)).status).toBe(404);
  expect(asked).toEqual([`GET /at/v1/cache/42 Basic ${Buffer.from('davy:locker').toString('base64')}`]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).not.toContain('locker');
});

it('says nothing when Nx is killed while it sends an entry', async () => {
  answer = (_, request) => void request.resume().on('error', () => undefined);
  const { port } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`PUT ${new URL(address).pathname}/v1/cache/42 HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nahoy`);
  await sleep(100);
  socket.destroy();
  await sleep(PATIENCE.silence * 2);
  expect(warnings).toEqual([]);
  answer = (response) => response.writeHead(404).end();
  expect((await get()).status).toBe(404);
  expect(asked).toHaveLength(2);
});

it.each(['/', '/v1/cache/42', '/hypriotkit-cache/7/v1/cache/42', '/hypriotkit-cache/0/v1/cache/../42'])(
  'knows nothing at %s',
  async (path) => {
    expect((await fetch(new URL(path, address))).status).toBe(404);
    expect(asked).toEqual([]);
  },
);
