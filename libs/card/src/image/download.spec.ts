import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get as httpGet, type ClientRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download, isAddress } from './download';

const CONTENT = Buffer.alloc(300_000, 'ahoy');
let folder: string;
let server: Server;
let answers: Record<string, (response: ServerResponse, authorization?: string) => void>;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
  [answers, asked] = [{ '/a.img': (response) => response.end(CONTENT) }, []];
  server = createServer(({ url, headers }, response) => {
    asked.push(url!);
    const answer = answers[url!];
    if (answer) answer(response, headers.authorization);
    else response.writeHead(404).end('nothing here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  jest.restoreAllMocks();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

const address = (path: string, login = '') =>
  `http://${login}127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const quiet = () => undefined;
const refused = (path: string, reason: string) =>
  expect(download(address(path), quiet)).rejects.toMatchObject({
    code: 'HK_CARD_IMAGE_INVALID',
    message: expect.stringContaining(reason),
  });

it('tells addresses from paths', () => {
  expect(['http://a', 'HTTPS://a', 'ftp://a', 'a/b', '/http://'].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('downloads the image and its checksum, and counts', async () => {
  answers['/a.img.sha256'] = (response) => response.end('the checksum');
  const progress: [number, number?][] = [];
  const { path, remove } = await download(address('/a.img'), (...counted) => void progress.push(counted));
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
  expect(readFileSync(`${path}.sha256`, 'utf8')).toBe('the checksum');
  expect(progress.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
  await remove();
});

it.each(['/a.img', '/a.img.zip', '/a.img.xz', '/a.img.zst'])('downloads the block map beside %s', async (image) => {
  answers[image] = (response) => response.end(CONTENT);
  answers['/a.img.bmap'] = (response) => response.end('<bmap />');
  const { path, remove } = await download(address(image), quiet);
  expect(readFileSync(join(path, '..', 'a.img.bmap'), 'utf8')).toBe('<bmap />');
  await remove();
  asked = [];
  const { remove: removeOther } = await download(address(image), quiet, { bmap: false });
  expect(asked).toEqual([image, `${image}.sha256`]);
  await removeOther();
});

it('downloads the signatures, that of the image first', async () => {
  answers['/a.img.minisig'] = (response) => response.end(Buffer.from('of f\xfcr', 'latin1'));
  answers['/a.img.bmap'] = (response) => response.end('<bmap />');
  const { path, remove } = await download(address('/a.img'), quiet, { signature: true });
  expect(asked).toEqual(['/a.img.minisig', '/a.img', '/a.img.sha256', '/a.img.bmap', '/a.img.bmap.minisig']);
  expect(readFileSync(`${path}.minisig`, 'latin1')).toBe('of f\xfcr');
  await remove();
});

it('downloads nothing without a signature, if there has to be one', async () => {
  const refusal = download(address('/a.img?x=1', 'davy:locker@'), quiet, { signature: true });
  await expect(refusal).rejects.toMatchObject({
    code: 'HK_SIGNATURE_MISSING',
    message: expect.stringMatching(
      /^a\.img has no signature: http:\/\/\*\*\*@127.*\/a\.img\.minisig\?\*\*\* does not exist/,
    ) as string,
  });
  expect(asked).toEqual(['/a.img.minisig?x=1']);
});

it('does without a checksum, and without a length', async () => {
  answers['/a.img'] = (response) => {
    response.write(CONTENT);
    response.end();
  };
  const totals = new Set<number | undefined>();
  const { path, remove } = await download(address('/a.img'), (_, total) => void totals.add(total));
  expect(readdirSync(join(path, '..'))).toEqual(['a.img']);
  expect([...totals]).toEqual([undefined]);
  await remove();
});

it('follows redirections, keeps queries, and takes the name from the address', async () => {
  answers['/größe%201.img?key=1'] = (response) => response.writeHead(302, { location: '/a.img' }).end();
  answers[encodeURI('/größe 1.img?key=1')] = answers['/größe%201.img?key=1'];
  const { path, remove } = await download(address('/größe 1.img?key=1'), quiet);
  expect(path).toMatch(/größe 1\.img$/);
  expect(asked).toContain(encodeURI('/größe 1.img.sha256?key=1'));
  await remove();
});

it('sends credentials of the address, and shows them in no error', async () => {
  const authorizations: (string | undefined)[] = [];
  answers['/a.img'] = (response, authorization) => {
    authorizations.push(authorization);
    response.end(CONTENT);
  };
  const { remove } = await download(address('/a.img', 'davy:l%C3%B6cker@'), quiet);
  await remove();
  expect(authorizations).toEqual([`Basic ${Buffer.from('davy:löcker').toString('base64')}`]);
  const failed = download(address('/b.img', 'davy:locker@'), quiet);
  await expect(failed).rejects.toThrow('answers 404');
  await expect(failed).rejects.not.toThrow('locker');
});

it('shows no query of an address, which may be what lets somebody in', async () => {
  const failed = download(address('/b.img?signature=locker'), quiet);
  await expect(failed).rejects.toThrow('/b.img?***');
  await expect(failed).rejects.not.toThrow('locker');
});

it('says what the server answers', () => refused('/nowhere.img', 'downloading it failed: the server answers 404'));

it('notices a body that ends early', async () => {
  answers['/early.img'] = (response) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    response.write(CONTENT.subarray(0, 1000), () => response.destroy());
  };
  await refused('/early.img', 'downloading it failed: ');
});

it.each(['/', '/download?id=1', '/a.iso'])('asks for nothing whose name says nothing: %s', async (path) => {
  await refused(path, 'its name does not say what it is');
  expect(asked).toEqual([]);
});

it('writes into its own folder, whatever the address', async () => {
  const escaping = '/x%2F..%2F..%2Fb.img';
  answers[escaping] = (response) => response.end(CONTENT);
  const { path, remove } = await download(address(escaping), quiet);
  expect(path).toMatch(/hypriotkit-card-\w+\/b\.img$/);
  expect(path.startsWith(folder)).toBe(true);
  await remove();
});

it('says that nobody answers', async () => {
  const there = address('/a.img');
  server.close();
  await once(server, 'close');
  await expect(download(there, quiet)).rejects.toMatchObject({
    code: 'HK_CARD_IMAGE_INVALID',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

describe('through a proxy', () => {
  const NAMES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
  const IMAGE = 'http://images.test/a.img';
  const before = { ...process.env };
  let proxy: Server;
  let passed: string[];
  let logins: (string | undefined)[];
  const host = () => `127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  beforeEach(async () => {
    for (const name of NAMES) delete process.env[name];
    [passed, logins] = [[], []];
    proxy = createServer((request, response) => {
      passed.push(request.url!);
      logins.push(request.headers['proxy-authorization']);
      const { pathname: path } = new URL(request.url!);
      pipe(httpGet(address(path)), response);
    });
    // It connects to nothing: what was asked for is what counts.
    proxy.on('connect', ({ url }, socket) => {
      passed.push(`CONNECT ${url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterEach(() => {
    proxy.closeAllConnections();
    proxy.close();
    process.env = { ...before };
  });

  const pipe = (request: ClientRequest, response: ServerResponse) =>
    void request.on('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });

  it.each([
    ['http_proxy', 'http://'],
    ['HTTP_PROXY', ''],
  ])('of %s', async (name, scheme) => {
    process.env[name] = scheme + host();
    const { path, remove } = await download(IMAGE, quiet);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(passed).toEqual([IMAGE, `${IMAGE}.sha256`, `${IMAGE}.bmap`]);
    await remove();
  });

  it('that wants a password, which is in no error', async () => {
    process.env['http_proxy'] = `http://davy:l%C3%B6cker@${host()}`;
    const failed = download('http://images.test/b.img', quiet);
    await expect(failed).rejects.toThrow('answers 404');
    await expect(failed).rejects.not.toThrow('cker');
    expect(logins).toEqual([`Basic ${Buffer.from('davy:löcker').toString('base64')}`]);
    process.env['http_proxy'] = 'http://davy:locker@proxy lan';
    const wrong = download(IMAGE, quiet);
    await expect(wrong).rejects.toThrow('the proxy in http_proxy or HTTP_PROXY is no URL');
    await expect(wrong).rejects.not.toThrow('locker');
  });

  it.each(['images.test', 'example.org, .TEST', '*'])('but not to a host in no_proxy: %s', async (names) => {
    Object.assign(process.env, { http_proxy: host(), no_proxy: names });
    await expect(download(IMAGE, quiet)).rejects.toThrow('images.test');
    expect(passed).toEqual([]);
  });

  it('but not to this machine', async () => {
    process.env['http_proxy'] = host();
    await (await download(address('/a.img'), quiet)).remove();
    expect(passed).toEqual([]);
  });

  it('to https, which it has to let through', async () => {
    process.env['HTTPS_PROXY'] = host();
    await expect(download(IMAGE.replace('http', 'https'), quiet)).rejects.toThrow(
      'downloading it failed: Proxy response',
    );
    expect(passed).toEqual(['CONNECT images.test:443']);
  });
});

it('is interrupted', async () => {
  const controller = new AbortController();
  answers['/slow.img'] = (response) => void response.writeHead(200).write(CONTENT);
  const progress = () => controller.abort();
  await expect(download(address('/slow.img'), progress, { signal: controller.signal })).rejects.toMatchObject({
    code: 'HK_INTERRUPTED',
  });
});
