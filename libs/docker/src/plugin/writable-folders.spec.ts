import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireWritableFolders } from './writable-folders';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-writable-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('takes a workspace without artifacts, and one with some', async () => {
  await requireWritableFolders(root);
  mkdirSync(join(root, 'dist/artifacts'), { recursive: true });
  await requireWritableFolders(root);
});

it.each(['dist', 'dist/artifacts', 'dist/boards', 'dist/previous'])(
  'names a file in the place of a folder: %s',
  async (path) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
    await expect(requireWritableFolders(root)).rejects.toMatchObject({
      code: 'HK_FILE_ACCESS_FAILED',
      message: expect.stringContaining(join(root, path)),
    });
  },
);

// Root may write anywhere, so these stand for folders of others and for file systems that are read-only.
it.each(['dist', 'dist/artifacts', 'dist/boards'])('names what cannot be written to: %s', async (path) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  symlinkSync(join(root, path), join(root, path));
  await expect(requireWritableFolders(root)).rejects.toMatchObject({
    code: 'HK_FILE_ACCESS_FAILED',
    message: expect.stringContaining(join(root, path)),
  });
});

it.each(['dist', 'dist/artifacts', 'dist/boards'])('refuses a link, which Nx would replace: %s', async (path) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync(join(root, 'elsewhere'), join(root, path));
  await expect(requireWritableFolders(root)).rejects.toMatchObject({
    code: 'HK_FILE_ACCESS_FAILED',
    message: expect.stringContaining(`${join(root, path)} is a link`),
    hint: expect.stringContaining('mount --bind'),
  });
});

it('takes a link for the folder of earlier artifacts, which Nx does not know', async () => {
  mkdirSync(join(root, 'dist'));
  symlinkSync(tmpdir(), join(root, 'dist/previous'));
  await requireWritableFolders(root);
});
