import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incompleteArtifacts } from './set-aside';

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
