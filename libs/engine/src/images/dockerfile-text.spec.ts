import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { hashedContext } from './context-digest';
import { dockerfileText } from './dockerfile-text';

const folder = temporaryFolder();
const read = async (dockerfile: string, change?: () => void) => {
  const entries = await hashedContext(folder.path, dockerfile);
  change?.();
  return dockerfileText(folder.path, dockerfile, entries);
};

describe('dockerfileText', () => {
  it('is what was hashed', async () => {
    folder.write('Dockerfile', '\ufeffFROM one # ☠\n');
    expect(await read('Dockerfile')).toBe('\ufeffFROM one # ☠\n');
    const changed = read('Dockerfile', () => folder.write('Dockerfile', 'FROM two\n'));
    await expect(changed).rejects.toMatchObject({ code: 'HK_CONTENT_CHANGED', file: join(folder.path, 'Dockerfile') });
  });

  it('follows a link within the folder, and none out of it', async () => {
    folder.write('docker/real', 'FROM one\n');
    symlinkSync('real', join(folder.path, 'docker/link'));
    symlinkSync('docker/link', join(folder.path, 'Linked'));
    expect(await read('Linked')).toBe('FROM one\n');
    const changed = read('Linked', () => folder.write('docker/real', 'FROM two\n'));
    await expect(changed).rejects.toMatchObject({ code: 'HK_CONTENT_CHANGED' });
    for (const [name, target] of [
      ['Out', '/etc/hostname'],
      ['Missing', 'nothing'],
      ['Loop', 'Loop'],
    ] as const) {
      symlinkSync(target, join(folder.path, name));
      await expect(read(name)).rejects.toMatchObject({ code: 'HK_BUILD_CONTEXT_INVALID' });
    }
  });

  it('refuses another encoding: what is sent could not have the same bytes', async () => {
    writeFileSync(join(folder.path, 'Latin'), Buffer.from('FROM one # \xe4\n', 'latin1'));
    await expect(read('Latin')).rejects.toMatchObject({ code: 'HK_BUILD_CONTEXT_INVALID' });
  });
});
