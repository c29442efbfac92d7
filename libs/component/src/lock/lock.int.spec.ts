import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { INPUTS } from '@hypriotkit/artifacts';
import { changesBetween, parseFetched, type Fetched } from '@hypriotkit/config';
import { removeImage } from '@hypriotkit/engine';
import { buildAnew, buildComponent } from '../index';
import { hostAddress } from '../testing/host-address';
import { SmallArchive } from '../testing/small-archive';
import { smallBuilder, type SmallBuilder } from '../testing/small-builder';

/*
 * A builder on the real base image, whose apt reads an archive that moves on.
 */

const BASE = 'hypriotkit-test/base_image_of_lock:latest';
const BASE_FOLDER = join(__dirname, '..', '..', '..', '..', 'components', 'base_image', 'builder');
/** An archive as it was long ago, with hail 1, and its key. */
const SNAPSHOT = join(BASE_FOLDER, '..', 'testing', 'snapshot');
const KEY = readFileSync(join(SNAPSHOT, 'key.asc'), 'utf8');

let archive: SmallArchive;
let builder: SmallBuilder;
beforeEach(async () => {
  archive = new SmallArchive(hostAddress(), ['trixie', 'trixie-security']);
  archive.add('trixie', 'hail', '1');
  await archive.start();
  const sources = archive.sources.map((line) => `echo '${line}' >>/etc/apt/sources.list`).join('\n');
  builder = await smallBuilder('true');
  const { base } = builder.request.builder;
  builder.request.builder.base = { folder: BASE_FOLDER, image: BASE, base };
  builder.script(`cat >/tmp/build <<'END'
set -euo pipefail
rm -rf /etc/apt/sources.list{,.d/*}
${sources}
source /usr/local/lib/hypriotkit/builder.sh
gpg --dearmor >>/usr/share/keyrings/debian-archive-keyring.gpg <<'KEY'
${KEY}KEY
apt_refresh
apt_download hail packages
cat packages/*.deb >tea-1.txt
END
exec bash /tmp/build`);
});
afterEach(async () => {
  archive?.stop();
  await builder?.remove();
});
afterAll(async () => removeImage(builder.engine, BASE, { force: true }));

const tools = () => ({ engine: builder.engine, log: builder.log, signal: new AbortController().signal });
const build = (more: { lock?: Fetched; fresh?: boolean } = {}) =>
  buildComponent({ ...builder.request, ...more }, tools());
const made = (file: string) =>
  readFileSync(join(builder.request.artifactsRoot, builder.request.component, file), 'utf8');
const fetched = () => parseFetched(made(INPUTS))!;
const moveOn = () => archive.add('trixie-security', 'hail', '2');

it('a build says what it has fetched, from the store too', async () => {
  expect(await build()).toBe('built');
  const first = fetched();
  const { tools: installed, ...others } = first;
  expect(installed!.map(({ name }) => name)).toContain('mmdebstrap');
  expect(others).toEqual({
    bases: [{ image: 'debian:trixie-slim', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string }],
    packages: [
      {
        name: 'hail',
        version: '1',
        architecture: 'all',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        index: 'trixie/main',
      },
    ],
  });
  expect(await build()).toBe('store');
  expect(fetched()).toEqual(first);
});

it('a locked build gets the old package where the archive has moved on, and an unlocked one the new', async () => {
  await build();
  const lock = fetched();
  moveOn();
  await build({ lock, fresh: true });
  expect(made('tea-1.txt')).toBe('hail 1\n');
  expect(fetched()).toEqual(lock);
  await build({ fresh: true });
  expect(made('tea-1.txt')).toBe('hail 2\n');
});

it('a locked build says what it cannot get', async () => {
  await build();
  const lock = fetched();
  moveOn();
  archive.remove('trixie', '1');
  await expect(build({ lock })).rejects.toMatchObject({
    code: 'HK_LOCKED_UNAVAILABLE',
    message: expect.stringContaining('  - hail (all): 1 is locked, and 2 is there') as string,
    hint: expect.stringContaining('update-lock') as string,
  });
});

it('a locked build finds in a snapshot what the archive does not have any more, and is the same build with another one', async () => {
  await build();
  const lock = fetched();
  moveOn();
  archive.remove('trixie', '1');
  const server = createServer(({ url }, response) => {
    try {
      response.end(readFileSync(join(SNAPSHOT, url!)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, hostAddress(), listening));
  const { port } = server.address() as AddressInfo;
  builder.request.builder.snapshot = [`http://${hostAddress()}:${port} trixie main`];
  try {
    expect(await build({ lock })).toBe('built');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  expect(made('tea-1.txt')).toBe('hail 1\n');
  builder.request.builder.snapshot = ['http://127.0.0.1:9/other trixie main'];
  expect(await build({ lock })).toBe('store');
});

it('an update of the lock says what is new, leaves the artifacts alone, and spares the next build', async () => {
  await build();
  const before = fetched();
  moveOn();
  const lock = await buildAnew({ ...builder.request, lock: before }, tools());
  expect(changesBetween(before, lock)).toEqual({ lines: ['hail (all): 1 -> 2 (security update)'], security: 1 });
  expect(made('tea-1.txt')).toBe('hail 1\n');
  archive.stop();
  expect(await build({ lock })).toBe('store');
  expect(made('tea-1.txt')).toBe('hail 2\n');
});

it('a locked build is not made on another base image', async () => {
  await build();
  const lock = { ...fetched(), bases: [{ image: 'debian:trixie-slim', digest: 'sha256:other' }] };
  await expect(build({ lock })).rejects.toMatchObject({
    code: 'HK_LOCKED_UNAVAILABLE',
    message: expect.stringMatching(
      /base image debian:trixie-slim: sha256:other is locked, and the engine has/,
    ) as string,
    hint: expect.stringMatching(/^Let the engine have the locked image under that name, or/) as string,
  });
});

it('the lock of a builder that does not say what it fetches is not written', async () => {
  builder.script('echo tea >tea-1.txt');
  builder.request.builder.base = { image: 'debian:trixie-slim' };
  await expect(buildAnew(builder.request, tools())).rejects.toMatchObject({ code: 'HK_NOTHING_RECORDED' });
});
