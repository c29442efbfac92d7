import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUTS } from '@hypriotkit/artifacts';
import { changesBetween, parseFetched, type Fetched } from '@hypriotkit/config';
import { connect, ensureBuilder, removeImage } from '@hypriotkit/engine';
import { buildAnew, buildComponent } from '../index';
import { hostAddress } from '../testing/host-address';
import { SmallArchive } from '../testing/small-archive';
import { smallBuilder, type SmallBuilder } from '../testing/small-builder';

/*
 * A builder image and its base image, each of which installs a package from an archive that moves on. Both are on the real base image.
 */

const REAL_BASE = 'hypriotkit-test/base_image_of_tools:latest';
const BASE = 'hypriotkit-test/small_base_of_tools:latest';
const BASE_FOLDER = join(__dirname, '..', '..', '..', '..', 'components', 'base_image', 'builder');

const packages = new Map<string, Buffer>();
let archive: SmallArchive;
let builder: SmallBuilder;
let base: string;
beforeAll(async () => {
  const buildArgs = { BASE_IMAGE: 'debian:trixie-slim' };
  await ensureBuilder(await connect(), { folder: BASE_FOLDER, tag: REAL_BASE, buildArgs });
  for (const name of ['hail', 'rain'])
    for (const version of ['1', '2']) packages.set(name + version, packed(name, version));
}, 600_000);
beforeEach(async () => {
  archive = new SmallArchive(hostAddress(), ['trixie', 'trixie-security']);
  add('trixie', 'hail', '1');
  add('trixie', 'rain', '1');
  await archive.start();
  base = mkdtempSync(join(tmpdir(), 'hypriotkit-tools-'));
  writeFileSync(
    join(base, 'Dockerfile'),
    `ARG BASE_IMAGE
FROM $BASE_IMAGE
RUN rm -rf /etc/apt/sources.list.d/debian* && printf '%s\\n' ${archive.sources.map((line) => `'${line}'`).join(' ')} >/etc/apt/sources.list
RUN apt-get update && apt-get install -y hail
`,
  );
  builder = await smallBuilder('');
  builder.request.builder.base = { folder: base, image: BASE, base: { image: REAL_BASE } };
  builder.script('. /usr/local/lib/hypriotkit/builder.sh; dpkg-query --show hail rain >tea-1.txt');
  builder.dockerfile(`ARG BASE_IMAGE
FROM $BASE_IMAGE
RUN apt-get update && apt-get install -y rain
COPY build.sh /
WORKDIR /workspace
CMD ["bash", "/build.sh"]
`);
});
afterEach(async () => {
  archive.stop();
  await builder?.remove();
  rmSync(base, { recursive: true });
});
afterAll(async () => {
  const engine = await connect();
  for (const image of [BASE, REAL_BASE]) await removeImage(engine, image, { force: true });
});

/** A package that can be installed. */
function packed(name: string, version: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-package-'));
  mkdirSync(join(folder, 'DEBIAN'));
  const fields = {
    Package: name,
    Version: version,
    Architecture: 'all',
    Maintainer: 'me <me@test>',
    Description: 'a test',
  };
  const control = Object.entries(fields).map(([field, value]) => `${field}: ${value}\n`);
  writeFileSync(join(folder, 'DEBIAN', 'control'), control.join(''));
  const tar = execFileSync('tar', ['--create', '--directory', folder, '.']);
  rmSync(folder, { recursive: true });
  const script =
    'mkdir /p && tar --extract --directory /p && dpkg-deb --root-owner-group --build /p /p.deb >&2 && cat /p.deb';
  return execFileSync('docker', ['run', '--interactive', '--rm', 'debian:trixie-slim', 'sh', '-c', script], {
    input: tar,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
const add = (suite: string, name: string, version: string) =>
  archive.add(suite, name, version, packages.get(name + version));
const moveOn = () => {
  add('trixie-security', 'hail', '2');
  add('trixie-security', 'rain', '2');
};
const tools = () => ({ engine: builder.engine, log: builder.log, signal: new AbortController().signal });
const build = (lock?: Fetched) => buildComponent({ ...builder.request, lock }, tools());
const made = (file: string) =>
  readFileSync(join(builder.request.artifactsRoot, builder.request.component, file), 'utf8');
const installed = () => made('tea-1.txt').trim().split(/\s+/);
const fetched = () => parseFetched(made(INPUTS))!;
const own = ({ tools = [] }: Fetched) => tools.filter(({ name }) => ['hail', 'rain'].includes(name));

const tool = (name: string, version: string, index: string) => ({
  name,
  version,
  architecture: 'all',
  sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  index,
});

it('are all packages of the builder image, with the index that they are from', async () => {
  await build();
  expect(own(fetched())).toEqual([tool('hail', '1', 'trixie/main'), tool('rain', '1', 'trixie/main')]);
  expect(fetched().tools!.map(({ name }) => name)).toEqual(expect.arrayContaining(['git', 'mmdebstrap']));
  // An index of security updates counts more.
  add('trixie-security', 'hail', '1');
  moveOn();
  archive.remove('trixie-security', '2');
  const lock = await buildAnew(builder.request, tools());
  expect(own(lock)[0]).toEqual(tool('hail', '1', 'trixie-security/main'));
});

it('of an image that is there stay, whatever the archive has', async () => {
  await build();
  const lock = fetched();
  archive.stop();
  expect(await build(lock)).toBe('built');
  expect(await build(lock)).toBe('store');
});

it('that are others than the locked ones are replaced, in the base image too', async () => {
  await build();
  const lock = fetched();
  moveOn();
  await buildAnew(builder.request, tools());
  archive.remove('trixie-security', '2');
  await build(lock);
  expect(installed()).toEqual(['hail', '1', 'rain', '1']);
  expect(fetched()).toEqual(lock);
});

it('that cannot be had are named', async () => {
  await build();
  const lock = fetched();
  moveOn();
  await buildAnew(builder.request, tools());
  await expect(build(lock)).rejects.toMatchObject({
    code: 'HK_LOCKED_UNAVAILABLE',
    message: expect.stringContaining(
      '  - hail (all) of the builder image: 1 is locked, and 2 is there\n  - rain (all) of the builder image: 1 is locked, and 2 is there',
    ) as string,
  });
  const others = [{ ...own(lock)[0]!, name: 'snow' }];
  await expect(build({ ...lock, tools: [...lock.tools!, ...others] })).rejects.toMatchObject({
    message: expect.stringContaining('snow (all) of the builder image: 1 is locked, and none is installed') as string,
  });
});

it('are updated with the lock, and the next build has them', async () => {
  await build();
  const before = fetched();
  moveOn();
  const lock = await buildAnew({ ...builder.request, lock: before }, tools());
  expect(changesBetween(before, lock)).toEqual({
    lines: [
      'hail (all) of the builder image: 1 -> 2 (security update)',
      'rain (all) of the builder image: 1 -> 2 (security update)',
    ],
    security: 2,
  });
  archive.stop();
  expect(await build(lock)).toBe('store');
  expect(installed()).toEqual(['hail', '2', 'rain', '2']);
});
