import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import type { Fetched, Package } from './fetched';
import {
  fetchedFile,
  LOCK_FILE,
  lockedOf,
  lockText,
  lockTextIn,
  parseFetched,
  writeLocked,
  type LockSubject,
} from './lock-file';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'hypriotkit-lock-'))));
afterEach(() => rmSync(root, { recursive: true }));

const ROOT_FS = { component: 'root_fs' };
const OF_GARAGE = { component: 'root_fs', board: 'garage' };

const packaged = (name: string, version = '1.0-1'): Package => ({
  name,
  version,
  architecture: 'arm64',
  sha256: 'a'.repeat(64),
  index: 'trixie/main',
});
const write = (subject: LockSubject, fetched: Fetched) => writeLocked(root, subject, fetched, { log: silentLogger });
const text = () => readFileSync(join(root, LOCK_FILE), 'utf8');

it('has each input on a line of its own, in an order that does not depend on that of the build', async () => {
  await write(ROOT_FS, {
    downloads: [{ url: 'https://example.org/key.asc', sha256: 'b'.repeat(64) }],
    packages: [packaged('zstd'), packaged('bash', '5.2-2'), packaged('bash', '5.2-1')],
  });
  await write({ component: 'blank_image' }, {});
  expect(text()).toBe(`{
  "version": 1,
  "components": {
    "blank_image": {},
    "root_fs": {
      "packages": [
        { "name": "bash", "version": "5.2-1", "architecture": "arm64", "sha256": "${'a'.repeat(64)}", "index": "trixie/main" },
        { "name": "bash", "version": "5.2-2", "architecture": "arm64", "sha256": "${'a'.repeat(64)}", "index": "trixie/main" },
        { "name": "zstd", "version": "1.0-1", "architecture": "arm64", "sha256": "${'a'.repeat(64)}", "index": "trixie/main" }
      ],
      "downloads": [
        { "url": "https://example.org/key.asc", "sha256": "${'b'.repeat(64)}" }
      ]
    }
  }
}
`);
});

it('keeps the entries of others, and says what was there before', async () => {
  const [shared, own] = [{ packages: [packaged('bash')] }, { packages: [packaged('htop')] }];
  expect(await write(ROOT_FS, shared)).toBeUndefined();
  expect(await write(OF_GARAGE, own)).toBeUndefined();
  expect(await write(ROOT_FS, {})).toEqual(shared);
  expect(lockedOf(root, ROOT_FS)).toEqual({});
  expect(lockedOf(root, OF_GARAGE)).toEqual(own);
});

it('loses nothing if many tasks write at once', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `part_${index}`);
  await Promise.all(names.map((component) => write({ component }, { packages: [packaged(component)] })));
  for (const component of names) expect(lockedOf(root, { component })?.packages?.[0]?.name).toBe(component);
}, 30_000);

it('may be a link, and one that leads nowhere is not taken for no lock', async () => {
  const target = join(root, 'shared.json');
  symlinkSync(target, join(root, LOCK_FILE));
  expect(() => lockedOf(root, ROOT_FS)).toThrow(/cannot be read \(a link to .*shared.json\)/);
  writeFileSync(target, '{ "version": 1 }');
  await write(ROOT_FS, {});
  expect(readFileSync(target, 'utf8')).toMatch('"root_fs": {}');
  expect(lstatSync(join(root, LOCK_FILE)).isSymbolicLink()).toBe(true);
});

it('says nothing of what it has no entry for', async () => {
  expect(lockedOf(root, ROOT_FS)).toBeUndefined();
  await write(ROOT_FS, {});
  expect(lockedOf(root, OF_GARAGE)).toBeUndefined();
  expect(lockedOf(root, { component: 'constructor' })).toBeUndefined();
});

it('is made from the file that a build leaves, unless that is damaged', () => {
  const fetched = { packages: [packaged('bash')] };
  expect(parseFetched(fetchedFile(fetched))).toEqual(fetched);
  expect(parseFetched(fetchedFile({}))).toEqual({});
  expect(parseFetched(fetchedFile(fetched).slice(0, -3))).toBeUndefined();
  expect(parseFetched('{ "packages": [{}] }')).toBeUndefined();
});

it.each([
  ['is not JSON', '<<<<<<< ours', /line 1, column 1: .* expected JSON/],
  ['is of a later version', '{ "version": 2 }', /it is of version 2, which a later Hypriotkit has written/],
  ['has an entry twice', '{ "version": 1, "boards": {}, "boards": {} }', /boards is set twice/],
  [
    'has an invalid checksum',
    lockText({ version: 1, components: { root_fs: { packages: [{ ...packaged('bash'), sha256: 'x' }] } } }),
    /\/components\/root_fs\/packages\/0\/sha256/,
  ],
  ['has a word with a tab', '{"version":1,"components":{"a":{"images":[{"name":"a\\tb","digest":"c"}]}}}', /name/],
])('a file that %s is refused', (_, content, message) => {
  writeFileSync(join(root, LOCK_FILE), content);
  expect(() => lockedOf(root, ROOT_FS)).toThrow(expect.objectContaining({ code: 'HK_LOCK_INVALID' }) as Error);
  expect(() => lockedOf(root, ROOT_FS)).toThrow(message);
  expect(() => lockTextIn(join(root, LOCK_FILE))).toThrow(message);
});

it('that another workspace gets is its text, and has to be there', async () => {
  await write(ROOT_FS, {});
  const file = join(root, LOCK_FILE);
  expect(lockTextIn(file)).toBe(text());
  rmSync(file);
  const missing = { code: 'HK_LOCK_INVALID', message: expect.stringContaining(`${file} cannot be used`) as string };
  expect(() => lockTextIn(file)).toThrow(expect.objectContaining(missing) as Error);
});

it.each<[string, () => string, string]>([
  ['of other names', () => `{ "version": 1, ${'"part": {}, '.repeat(800_000)}"x": 1 }`, 'and 799989 more'],
  [
    'of damaged entries',
    () =>
      `{ "version": 1, "components": { "a": { "images": [${'{ "name": "x", "digest": "" }, '.repeat(300_000)}{}] } } }`,
    'and 599982 more',
  ],
  ['of lists in lists', () => `{ "version": ${'['.repeat(100_000)} }`, 'nested more than 100 deep'],
])('10 MB %s are refused within seconds', (_, content, message) => {
  writeFileSync(join(root, LOCK_FILE), content());
  const before = process.cpuUsage();
  expect(() => lockedOf(root, ROOT_FS)).toThrow(message);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
});
