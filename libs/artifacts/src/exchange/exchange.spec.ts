import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { Exchange, opened, sealedFile } from '../index';

const ID = 'a'.repeat(64);
const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-exchange-'));
const file = join(folder, 'file');
let server: Server;
let entries: Map<string, Buffer>;
let failures: number;

beforeAll((done) => {
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1', done);
});
beforeEach(() => {
  entries = new Map();
  failures = 0;
  writeFileSync(file, 'the image');
});
afterAll((done) => {
  rmSync(folder, { recursive: true });
  server.close(done);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers.authorization !== 'Bearer writer') return void response.writeHead(401).end();
  if (failures-- > 0) return void response.writeHead(503).end();
  const entry = entries.get(request.url!);
  if (request.method === 'GET') return void response.writeHead(entry ? 200 : 404).end(entry);
  if (!entry) entries.set(request.url!, await buffer(request));
  response.writeHead(entry ? 409 : 201).end();
}

const exchange = (token = 'writer') =>
  Exchange.by({ server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token });

it('gives what was put, which nobody replaces', async () => {
  const one = await exchange();
  await one.put('Sending', ID, file);
  writeFileSync(file, 'another');
  await one.put('Sending', ID, file);
  expect(await text(await one.get('Fetching', ID))).toBe('the image');
  expect([...entries.keys()]).toEqual([`/v1/cache/${ID}`]);
});

it('tries again when the server fails', async () => {
  failures = 1;
  await (await exchange()).put('Sending', ID, file);
  expect(entries.size).toBe(1);
});

it('says what the server answers, and never the token', async () => {
  const fetching = (await exchange()).get('Fetching the image', ID);
  await expect(fetching).rejects.toThrow(/^Fetching the image failed: .* does not have the file\.$/);
  const sending = (await exchange('a-secret')).put('Sending', ID, file);
  await expect(sending).rejects.toMatchObject({
    code: 'HK_EXCHANGE_FAILED',
    message: expect.not.stringContaining('a-secret') as string,
  });
});

describe('a sealed file', () => {
  it('is opened by its seal alone', async () => {
    const seal = await sealedFile(Readable.from(['davy jones']), file);
    const sealed = readFileSync(file);
    expect(sealed.toString()).not.toContain('davy');
    const read = (content: Buffer) =>
      new Promise<string>((resolve, reject) => {
        opened(Readable.from([content]), seal, async (plain) => resolve(await text(plain))).catch(reject);
      });
    expect(await read(sealed)).toBe('davy jones');
    sealed[0]! ^= 1;
    await expect(opened(Readable.from([sealed]), seal, async (plain) => void (await text(plain)))).rejects.toThrow();
  });
});
