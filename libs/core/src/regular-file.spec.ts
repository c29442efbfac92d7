import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSystem, readRegularFile, readRegularFileNow, reasonOf } from './index';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hypriotkit-core-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const REASON = 'it is a pipe, a socket or a device, and not a regular file';

describe('a regular file', () => {
  it('is read, also behind a link', async () => {
    const link = join(folder, 'link');
    writeFileSync(join(folder, 'file'), 'ahoy');
    symlinkSync('file', link);
    expect(readRegularFileNow(link).toString()).toBe('ahoy');
    expect((await readRegularFile(link)).toString()).toBe('ahoy');
  });

  it.each([
    ['a device', (path: string) => symlinkSync('/dev/null', path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
  ])('is not %s, which is refused', async (_, make) => {
    const path = join(folder, 'special');
    make(path);
    const error: unknown = await readRegularFile(path).catch((error: unknown) => error);
    expect(() => readRegularFileNow(path)).toThrow('not a regular file');
    expect(reasonOf(error)).toBe(REASON);
    expect(fromSystem('Reading it', error)).toMatchObject({ message: `Reading it failed: ${path}: ${REASON}.` });
  });

  it('is refused if it has more than 64 MB, because it would be read into memory as a whole', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, '');
    truncateSync(path, 64_000_000);
    expect(await readRegularFile(path)).toHaveLength(64_000_000);
    truncateSync(path, 64_000_001);
    expect(() => readRegularFileNow(path)).toThrow('too large');
    const error: unknown = await readRegularFile(path).catch((error: unknown) => error);
    expect(reasonOf(error)).toBe('it is larger than 64 MB');
  });

  it('may be missing or a folder: then the system says so', async () => {
    await expect(readRegularFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(() => readRegularFileNow(folder)).toThrow('EISDIR');
  });
});
