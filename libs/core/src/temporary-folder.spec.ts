import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './index';

const root = mkdtempSync(join(tmpdir(), 'hypriotkit-temporary-'));
afterAll(() => rmSync(root, { recursive: true }));

it('creates a folder', () => {
  const folder = temporaryFolder('tea-', root);
  expect(dirname(folder)).toBe(root);
  expect(statSync(folder).isDirectory()).toBe(true);
});

it.each([
  ['missing', 'it does not exist'],
  ['file', 'a file is where a folder is expected'],
])('says that TMPDIR is wrong: %s', (name, reason) => {
  writeFileSync(join(root, 'file'), '');
  const failure = expect.objectContaining({
    code: 'HK_FILE_ACCESS_FAILED',
    message: `Creating a temporary folder in TMPDIR failed: ${join(root, name)}: ${reason}.`,
    hint: expect.stringContaining('Set TMPDIR to a folder') as string,
  }) as Error;
  expect(() => temporaryFolder('tea-', join(root, name))).toThrow(failure);
});
