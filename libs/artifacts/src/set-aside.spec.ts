import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incompleteArtifacts, setAside } from './set-aside';

describe('setAside', () => {
  /** Memory: another file system than that of temporary files, where there is one. */
  const there = ['/dev/shm', tmpdir()].map((folder) => mkdtempSync(join(folder, 'hypriotkit-set-aside-')));
  afterAll(() => there.forEach((folder) => rmSync(folder, { recursive: true })));

  it.each([
    ['the same file system', there[1]!, there[1]!],
    ['another file system', there[0]!, there[1]!],
  ])('moves a folder, to %s, in place of what was there', async (_, from, to) => {
    const [folder, aside] = [join(from, 'tea'), join(to, 'previous', 'tea')];
    for (const place of [folder, aside]) mkdirSync(place, { recursive: true });
    writeFileSync(join(folder, 'tea.txt'), 'tea');
    writeFileSync(join(aside, 'older.txt'), 'older');
    expect(await setAside(folder, aside)).toBe(true);
    expect(readdirSync(from)).not.toContain('tea');
    expect(readdirSync(aside)).toEqual(['tea.txt']);
    expect(await setAside(folder, aside)).toBe(false);
    expect(readdirSync(join(to, 'previous'))).toEqual(['tea']);
  });

  it('makes no folder where there is nothing to move', async () => {
    const root = mkdtempSync(join(there[1]!, 'nothing-'));
    expect(await setAside(join(root, 'tea'), join(root, 'previous', 'garage', 'tea'))).toBe(false);
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('incompleteArtifacts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-set-aside-'));
  const artifact = (file: string) => ({ role: file, file, size: 4, sha256: '0'.repeat(64) });
  const builder = { image: 'image', digest: '0'.repeat(64) };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('names what is cut off, and what is not there', async () => {
    const artifacts = ['whole', 'cut', 'none'].map(artifact);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ component: 'tea', builder, artifacts }));
    writeFileSync(join(folder, 'whole'), 'ahoy');
    writeFileSync(join(folder, 'cut'), 'ah');
    expect(await incompleteArtifacts(folder)).toEqual(['cut', 'none']);
  });

  it('has nothing to say of a folder without a manifest', async () => {
    mkdirSync(join(folder, 'other'));
    expect(await incompleteArtifacts(join(folder, 'other'))).toEqual([]);
  });
});
