import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliver } from './deliver';

let from: string;
let to: string;
beforeEach(() => {
  [from, to] = ['from', 'to'].map((name) => mkdtempSync(join(tmpdir(), `hypriotkit-${name}-`))) as [string, string];
  make('pot');
  make('tea', 'tea.txt', 'tea\n');
});
afterEach(() => [from, to].forEach((folder) => rmSync(folder, { recursive: true })));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function make(component: string, file?: string, content = '', sha = sha256(content)): void {
  const artifacts = file ? [{ file, size: content.length, sha256: sha, role: component }] : [];
  mkdirSync(join(from, component), { recursive: true });
  if (file) writeFileSync(join(from, component, file), content);
  if (file) writeFileSync(join(from, component, 'provenance.json'), `how ${component} was made`);
  writeFileSync(join(from, component, 'manifest.json'), JSON.stringify({ component, artifacts }));
}

const owner = { uid: process.getuid!(), gid: process.getgid!() };
const foldersOf = (components: string[]) => components.map((component) => join(from, component));
const run = (components: string[], signal = new AbortController().signal) =>
  deliver({ parcels: [{ from: foldersOf(components), to }], owner, signal });
const ALIVE = new AbortController().signal;
const read = (file: string) => readFileSync(join(to, file), 'utf8');

describe('deliver', () => {
  it('puts the files of all components side by side, with their checksums, provenance and one manifest', async () => {
    writeFileSync(join(to, 'mine.txt'), 'mine\n');
    writeFileSync(join(to, 'tea.txt'), 'the one before\n');
    await run(['pot', 'tea']);
    expect(readdirSync(to).sort()).toEqual([
      'manifest.json',
      'mine.txt',
      'tea.provenance.json',
      'tea.txt',
      'tea.txt.sha256',
    ]);
    expect(read('tea.txt')).toBe('tea\n');
    expect(read('tea.provenance.json')).toBe('how tea was made');
    expect(read('tea.txt.sha256')).toBe(`${sha256('tea\n')}  tea.txt\n`);
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      components: [{ component: 'pot' }, { component: 'tea', artifacts: [{ file: 'tea.txt' }] }],
    });
  });

  it('puts a lock beside them', async () => {
    const parcels = [{ from: foldersOf(['tea']), to: join(to, 'boards', 'garage') }];
    writeFileSync(join(to, 'hypriotkit.lock.json'), 'the one before');
    await deliver({ parcels, lock: { text: 'a lock', to }, owner, signal: ALIVE });
    expect(readdirSync(to).sort()).toEqual(['boards', 'hypriotkit.lock.json']);
    expect(read('hypriotkit.lock.json')).toBe('a lock');
  });

  it('gives each parcel a folder and a manifest of its own', async () => {
    const boards = ['attic', 'garage'].map((board) => join(to, 'boards', board));
    await deliver({ parcels: boards.map((board) => ({ from: foldersOf(['tea']), to: board })), owner, signal: ALIVE });
    for (const board of boards)
      expect(readdirSync(board).sort()).toEqual(['manifest.json', 'tea.provenance.json', 'tea.txt', 'tea.txt.sha256']);
    expect(readdirSync(to)).toEqual(['boards']);
  });

  it('fills no folder when one of them cannot be filled', async () => {
    make('cup', 'cup.txt', 'cup\n', '0'.repeat(64));
    const parcels = ['tea', 'cup'].map((component) => ({ from: foldersOf([component]), to: join(to, component) }));
    await expect(deliver({ parcels, owner, signal: ALIVE })).rejects.toMatchObject({ code: 'HK_CHECKSUM_MISMATCH' });
    for (const { to: folder } of parcels) expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces nothing when a folder has the name of an artifact, of whichever parcel', async () => {
    const parcels = ['attic', 'garage'].map((board) => ({ from: foldersOf(['pot', 'tea']), to: join(to, board) }));
    await deliver({ parcels, owner, signal: ALIVE });
    rmSync(join(to, 'garage', 'tea.txt.sha256'));
    mkdirSync(join(to, 'garage', 'tea.txt.sha256'));
    make('tea', 'tea.txt', 'fresh tea\n');
    await expect(deliver({ parcels, owner, signal: ALIVE })).rejects.toMatchObject({
      code: 'HK_FOLDER_IN_THE_WAY',
      message: expect.stringMatching(/: tea\.txt\.sha256\.$/) as string,
    });
    expect(['attic', 'garage'].map((board) => read(`${board}/tea.txt`))).toEqual(['tea\n', 'tea\n']);
  });

  it.each([
    ['a file is not what its manifest says', 'HK_CHECKSUM_MISMATCH', false],
    ['it is interrupted', 'HK_INTERRUPTED', true],
  ])('leaves all as it was when %s', async (_, code, interrupt) => {
    make('cup', 'cup.txt', 'cup\n', '0'.repeat(64));
    const signal = interrupt ? AbortSignal.abort() : undefined;
    await expect(run(['tea', 'cup'], signal)).rejects.toMatchObject({ code });
    expect(readdirSync(to)).toEqual([]);
  });

  it('removes what the delivery of another container left that was killed long ago', async () => {
    const left = join(to, '.hypriotkit.00000000.7.1.partial');
    mkdirSync(left);
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(left, anHourAgo, anHourAgo);
    await run(['pot']);
    expect(readdirSync(to)).toEqual(['manifest.json']);
  });
});
