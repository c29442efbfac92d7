import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, ensureBuilder } from '@hypriotkit/engine';
import { selfSigned } from '../../engine/src/testing/certificate';
import { buildComponent, type BuildRequest } from './index';
import { hostAddress } from './testing/host-address';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

/*
 * A proxy, a mirror and a site with a certificate of its own on the network of the containers, and Debian's apt, which
 * uses them.
 */
const NETWORK = join(__dirname, '..', '..', '..', 'components', 'base_image', 'network');
const BASE = { image: 'debian:trixie-slim' };
const FETCH = '/usr/lib/apt/apt-helper download-file';

const HOST = hostAddress();
const image = `hypriotkit-test/network-${process.pid}:latest`;
let folder: string;
let builder: SmallBuilder;
let stop: () => void;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hypriotkit-network-'))));
afterEach(async () => {
  stop();
  await builder.remove();
  docker('image', 'rm', '--force', image);
  rmSync(folder, { recursive: true });
});

/** Serves a site or a proxy. Returns its port, and the requests as they come. */
async function serve(tls?: { key: string; cert: string }): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const answer: RequestListener = ({ url }, response) => {
    asked.push(url!);
    response.end('served');
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  await new Promise<void>((listening) => server.listen(0, HOST, listening));
  stop = () => server.close();
  return { port: (server.address() as AddressInfo).port, asked };
}

/** A builder whose image and container both run a script. */
async function builderThatRuns(script: string): Promise<void> {
  builder = await smallBuilder(`${script}; echo made > tea-1.txt`);
  const dockerfile = `ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nRUN ${script}\nWORKDIR /workspace\nCMD ["sh", "/build.sh"]\n`;
  writeFileSync(join(builder.request.builder.folder, 'Dockerfile'), dockerfile);
}

const build = (own: Partial<BuildRequest['builder']>) => {
  const request = { ...builder.request, builder: { ...builder.request.builder, ...own } };
  const { signal } = new AbortController();
  return buildComponent(request, { engine: builder.engine, log: builder.log, signal });
};
const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const manifest = () =>
  readFileSync(join(builder.request.artifactsRoot, builder.request.component, 'manifest.json'), 'utf8');

it('apt reaches http archives through the proxy, in the image and in the container, and nothing of it is kept', async () => {
  const proxy = await serve();
  await builderThatRuns(`${FETCH} http://archive.test/there /tmp/there && grep -q served /tmp/there`);
  await build({ aptProxy: `http://${HOST}:${proxy.port}` });
  expect(proxy.asked).toEqual(['http://archive.test/there', 'http://archive.test/there']);
  const first = manifest();
  const inspected = docker('image', 'inspect', builder.request.builder.image);
  const history = docker('history', '--no-trunc', builder.request.builder.image);
  for (const text of [first, inspected, history]) expect(text).not.toContain(`${HOST}:${proxy.port}`);

  // Another proxy makes nothing else.
  await build({ aptProxy: 'http://nowhere.test:1' });
  expect(manifest()).toBe(first);
  expect(builder.lines.join('\n')).toContain('Taken from the store');
  expect(proxy.asked).toHaveLength(2);
});

it('apt-cacher-ng passes on what Debian has, and keeps it for the container that wants it after the image', async () => {
  const tag = 'hypriotkit-test/apt-cacher:latest';
  await ensureBuilder(await connect(), { folder: join(__dirname, 'testing', 'apt-cacher'), tag });
  const cacher = docker('run', '--detach', '--rm', tag);
  stop = () => void docker('rm', '--force', cacher);
  const address = docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', cacher);
  await builderThatRuns('apt-get update && (cd /tmp && apt-get download hello && rm hello_*)');
  await build({ aptProxy: `http://${address}:3142` });
  // In for the first, and out to both. It writes its log from time to time.
  const passed = () =>
    docker('logs', cacher)
      .match(/(?<=\|)[IO](?=\|.*hello_.*deb$)/gm)
      ?.join('');
  for (let second = 0; passed() !== 'IOO' && second < 30; second += 1) await sleep(1000);
  expect(passed()).toBe('IOO');
});

it('apt takes the main archive from the mirror', async () => {
  const mirror = await serve();
  await builderThatRuns('apt-get update --print-uris');
  const MIRROR = `http://${HOST}:${mirror.port}/debian`;
  await build({ base: { folder: NETWORK, image, base: BASE, buildArgs: { MIRROR } } });
  const used = builder.lines.filter((line) => line.includes('InRelease')).join('\n');
  expect(used).toContain(`'${MIRROR}/dists/trixie/InRelease'`);
  expect(used).toMatch(/debian-security/);
  expect(used).not.toContain(`${MIRROR}/dists/trixie-security`);
});

it('what is signed by a given certificate is trusted, and nothing without it', async () => {
  const own = selfSigned(HOST);
  const pem = join(folder, 'own.pem');
  writeFileSync(pem, own.cert);
  const site = await serve(own);
  await builderThatRuns(`${FETCH} https://${HOST}:${site.port}/there /tmp/there && grep -q served /tmp/there`);
  const contextFiles = { 'ca-certificates.pem': pem };
  await build({ base: { folder: NETWORK, image, base: BASE, buildArgs: { MIRROR: '' }, contextFiles } });
  expect(site.asked).toEqual(['/there', '/there']);
  await expect(build({})).rejects.toMatchObject({ code: 'HK_IMAGE_BUILD_FAILED' });
});
