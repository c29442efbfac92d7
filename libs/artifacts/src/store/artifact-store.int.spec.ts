import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, emptyImage, LABEL_STORE, type Engine } from '@hypriotkit/engine';
import { IMAGE, SmallBuilds } from '../testing/small-store';

const OWNER = { uid: 12345, gid: 23456 };

let engine: Engine;
let folder: string;
let builds: SmallBuilds;

const storeOf = (limit: number, component?: string) =>
  new SmallBuilds(engine, { folder, owner: OWNER, limit }, component);

beforeAll(async () => void (engine = await connect()));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-place-'));
  builds = storeOf(1e6);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  builds.remove();
  const args = ['ps', '-aq', '--filter', `label=${LABEL_STORE}`, '--filter', `label=io.hypriotkit.pid=${process.pid}`];
  expect(execFileSync('docker', args, { encoding: 'utf8' })).toBe('');
});

const below = (...path: string[]) => join(folder, '.store', ...path);
/** Paths of the stored files, relative to the store. */
const kept = () =>
  readdirSync(below('.entries'), { recursive: true })
    .map(String)
    .filter((name) => name.includes('/'));

describe('a store in a folder that the user has named', () => {
  it('keeps builds, all of it theirs', async () => {
    await builds.save('a', 'green');
    for (const name of ['', ...readdirSync(below(), { recursive: true })]) {
      expect(statSync(below(String(name)))).toMatchObject(OWNER);
    }
    expect(await builds.restore('a')).toBe('green');
    expect(await builds.restore('b')).toBeUndefined();
    expect(builds.warnings).toEqual([]);
  });

  it('replaces what was kept by the same key', async () => {
    await builds.save('a', 'green');
    await builds.save('a', 'black');
    expect(await builds.restore('a')).toBe('black');
    expect(kept()).toHaveLength(4);
  });

  it('takes the place of entries as they were before they had a time', async () => {
    mkdirSync(below('tea', 'key', 'files'), { recursive: true });
    mkdirSync(below('coffee', 'key', 'files'), { recursive: true });
    await builds.save('a', 'green');
    expect(statSync(below('tea')).isFile()).toBe(true);
    expect(statSync(below('coffee')).isDirectory()).toBe(true);
    expect(await builds.restore('a')).toBe('green');
  });
});

describe('the limit', () => {
  const text = (letter: string) => letter.repeat(10_000);

  it('lets go what was not used for the longest time, whichever component and workspace it is of', async () => {
    const [tea, coffee] = [storeOf(75_000), storeOf(75_000, 'coffee')];
    await tea.save('a', text('a'));
    await coffee.save('b', text('b'));
    await tea.save('c', text('c'));
    expect(await tea.restore('a')).toBe(text('a'));
    await coffee.save('d', text('d'));
    expect(await coffee.restore('b')).toBeUndefined();
    expect(await tea.restore('a')).toBe(text('a'));
    expect(await tea.restore('c')).toBe(text('c'));
    expect(await coffee.restore('d')).toBe(text('d'));
    await tea.save('e', text('e').repeat(3));
    expect([await tea.restore('a'), await tea.restore('c')]).toEqual([undefined, undefined]);
    expect(await tea.restore('e')).toBe(text('e').repeat(3));
    expect([...tea.warnings, ...coffee.warnings]).toEqual([]);
    for (const store of [tea, coffee]) store.remove();
  });

  it('keeps small ones by the hundred, not four', async () => {
    for (let count = 0; count < 12; count += 1) await builds.save(`small ${count}`, `${count}`);
    for (let count = 0; count < 12; count += 1) expect(await builds.restore(`small ${count}`)).toBe(`${count}`);
  });

  it('keeps no build that is larger, says so, and throws out no other for it', async () => {
    const store = storeOf(30_000);
    await store.save('a', text('a'));
    await store.save('b', text('b').repeat(2));
    expect(store.warnings).toEqual([expect.stringMatching(/has 41 kB, and .* 30 kB \(HYPRIOTKIT_STORE_SIZE\)/)]);
    expect(await store.restore('b')).toBeUndefined();
    expect(await store.restore('a')).toBe(text('a'));
    store.remove();
  });

  it('is what it is now: less room, less kept', async () => {
    await builds.save('a', text('a'));
    await builds.save('b', text('b'));
    const smaller = storeOf(30_000);
    await smaller.save('c', text('c'));
    expect(await smaller.restore('c')).toBe(text('c'));
    expect(await builds.restore('a')).toBeUndefined();
    expect(await builds.restore('b')).toBeUndefined();
    smaller.remove();
  });

  it('of nothing keeps nothing, and does not complain', async () => {
    const none = storeOf(0);
    await none.save('a', 'green');
    expect(await none.restore('a')).toBeUndefined();
    expect(none.warnings).toEqual([]);
    none.remove();
  });
});

describe('a damaged entry', () => {
  const files = (name: string) => below('.entries', '1', name);
  const known = (name: string) => below('.index', '1', name);
  // Loose enough for tests to damage it.
  type Loose = Record<string, unknown> & { artifacts: Record<string, unknown>[] };
  const json = (change: (manifest: Loose) => void) => () => {
    const manifest = JSON.parse(readFileSync(known('manifest.json'), 'utf8')) as Loose;
    change(manifest);
    writeFileSync(known('manifest.json'), JSON.stringify(manifest));
  };
  const instead = (path: () => string, make: (path: string) => void) => () => {
    rmSync(path(), { recursive: true });
    make(path());
  };

  const DAMAGE: [string, () => void][] = [
    ['a manifest that is cut short', () => truncateSync(known('manifest.json'), 30)],
    ['an empty manifest', () => truncateSync(known('manifest.json'))],
    ['a manifest of another shape', () => writeFileSync(known('manifest.json'), '{"artifacts": "tea.txt"}')],
    [
      'a manifest that is a folder',
      instead(
        () => known('manifest.json'),
        (path) => mkdirSync(path),
      ),
    ],
    ["another entry's manifest", json((manifest) => void (manifest['key'] = 'b'))],
    ['a manifest of another component', json((manifest) => void (manifest['component'] = 'coffee'))],
    ['a manifest with one too few', json(({ artifacts }) => void artifacts.pop())],
    ['a name that leads out', json(({ artifacts }) => void (artifacts[0]!['file'] = '../../../../etc/passwd'))],
    ['another checksum in the manifest', json(({ artifacts }) => void (artifacts[0]!['sha256'] = '0'.repeat(64)))],
    ['an artifact that is changed', () => writeFileSync(files('tea.txt'), 'greeN')],
    ['an artifact that is missing', () => rmSync(files('tea.txt'))],
    [
      'an artifact that is a folder',
      instead(
        () => files('tea.txt'),
        (path) => mkdirSync(path),
      ),
    ],
    [
      'an artifact that is a full folder',
      instead(
        () => files('tea.txt'),
        (path) => mkdirSync(join(path, 'x'), { recursive: true }),
      ),
    ],
    [
      'an artifact that is a link',
      instead(
        () => files('tea.txt'),
        (path) => symlinkSync('leaf.txt', path),
      ),
    ],
    [
      'an artifact that is a pipe',
      instead(
        () => files('tea.txt'),
        (path) => void execFileSync('mkfifo', [path]),
      ),
    ],
    ['a checksum that is another', () => writeFileSync(files('tea.txt.sha256'), `${'0'.repeat(64)}  tea.txt\n`)],
    ['a checksum that is missing', () => rmSync(files('leaf.txt.sha256'))],
    [
      'a checksum that is a folder',
      instead(
        () => files('tea.txt.sha256'),
        (path) => mkdirSync(path),
      ),
    ],
    ['a file too many', () => writeFileSync(files('old.txt'), 'old')],
    ['no manifest', () => rmSync(known('manifest.json'))],
    ['no files', () => rmSync(files(''), { recursive: true })],
    [
      'files that are a file',
      instead(
        () => below('.entries', '1'),
        (path) => writeFileSync(path, 'x'),
      ),
    ],
    ['no name', () => rmSync(known('entry.json'))],
    [
      'an index that is a link',
      instead(
        () => below('.index', '1'),
        (path) => symlinkSync('/etc', path),
      ),
    ],
  ];

  it.each(DAMAGE)('with %s is no entry: it is built again, and replaced', async (_, damage) => {
    await builds.save('a', 'green');
    damage();
    expect(await builds.restore('a')).toBeUndefined();
    expect(builds.warnings).toEqual([
      expect.stringMatching(/the store's copy cannot be used \(.+\); building it again/),
    ]);
    await builds.save('a', 'black');
    expect(await builds.restore('a')).toBe('black');
    const names = kept().map((name) => name.replace(/^\d+\//, ''));
    expect(names.sort()).toEqual(['leaf.txt', 'leaf.txt.sha256', 'tea.txt', 'tea.txt.sha256']);
    expect(lstatSync(below('.entries')).isDirectory()).toBe(true);
    expect(builds.warnings).toHaveLength(1);
  });

  it.each([
    ['an index that is gone', () => rmSync(below('.index'), { recursive: true })],
    [
      'an index that is a file',
      () => (rmSync(below('.index'), { recursive: true }), writeFileSync(below('.index'), 'x')),
    ],
    ['a store that is a link', () => (renameSync(below(), `${folder}/elsewhere`), symlinkSync('/etc', below()))],
    ['a store that is a file', () => (rmSync(below(), { recursive: true }), writeFileSync(below(), 'x'))],
    ['entries of nobody', () => (mkdirSync(below('.index', 'x')), writeFileSync(below('.index', '0'), '?'))],
  ])('in a store with %s costs a build at most', async (_, damage) => {
    await builds.save('a', 'green');
    damage();
    await builds.restore('a');
    await builds.save('a', 'black');
    expect(await builds.restore('a')).toBe('black');
    expect(existsSync('/etc/.index')).toBe(false);
  });

  it('does not keep its place for ever because a clock was wrong', async () => {
    const store = storeOf(50_000);
    await store.save('a', 'a'.repeat(10_000));
    writeFileSync(known('used'), '2999-01-01T00:00:00.000Z\n');
    await store.save('b', 'b'.repeat(10_000));
    await store.save('c', 'c'.repeat(10_000));
    expect(await store.restore('a')).toBeUndefined();
    expect(await store.restore('b')).toBe('b'.repeat(10_000));
    store.remove();
  });

  it('is what does not fit the patterns of the build', async () => {
    await builds.save('a', 'green');
    expect(await builds.restore('a', ['tea.txt'])).toBeUndefined();
    expect(await builds.restore('a', ['tea.txt', 'leaf.txt', 'cup.txt'])).toBeUndefined();
    expect(await builds.restore('a', ['*.txt', 'leaf.txt'])).toBeUndefined();
    expect(builds.warnings).toHaveLength(3);
  });
});

describe('what cannot be kept', () => {
  it('is a warning after the build', async () => {
    rmSync(folder, { recursive: true });
    await builds.save('a', 'green');
    expect(builds.warnings).toEqual([expect.stringContaining('this build is not kept in the store: ')]);
    mkdirSync(folder);
  });

  it('is a warning, too, if the disk of the engine is full', async () => {
    const volume = `hypriotkit-test-full-${process.pid}`;
    const options = ['--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=size=4m'];
    execFileSync('docker', ['volume', 'create', '--driver', 'local', ...options, volume]);
    // It is empty again when nobody has it mounted.
    const holder = ['run', '--detach', '--rm', '--volume', `${volume}:/held`, IMAGE, 'sleep', '600'];
    const held = execFileSync('docker', holder, { encoding: 'utf8' }).trim();
    const full = new SmallBuilds(engine, { volume, owner: OWNER, limit: 50e6 });
    try {
      await full.save('a', 'x'.repeat(10e6));
      expect(full.warnings).toEqual([
        expect.stringMatching(/this build is not kept in the store: .* the disk of the Docker engine is full/),
      ]);
      expect(await full.restore('a')).toBeUndefined();
    } finally {
      full.remove();
      execFileSync('docker', ['rm', '--force', held]);
      execFileSync('docker', ['volume', 'rm', volume]);
    }
  });

  it('is no error of a build whose image has no program', async () => {
    const empty = new SmallBuilds(engine, { folder, owner: OWNER, limit: 50_000 }, 'tea', await emptyImage(engine));
    for (const name of ['a', 'b', 'c']) await empty.save(name, name.repeat(10_000));
    expect(await empty.restore('a')).toBeUndefined();
    expect(await empty.restore('c')).toBe('c'.repeat(10_000));
    expect(empty.warnings).toEqual([]);
    empty.remove();
  });
});
