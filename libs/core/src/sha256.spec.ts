import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256OfFile } from './sha256';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hypriotkit-sha256-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['nothing', 0],
  ['one piece', 2 ** 20],
  ['a little more than one', 2 ** 20 + 1],
  ['several', 5_000_000],
])('hashes %s', async (_, size) => {
  const [file, content] = [join(folder, 'file'), randomBytes(size)];
  writeFileSync(file, content);
  expect(await sha256OfFile(file)).toBe(createHash('sha256').update(content).digest('hex'));
});

it('fails for what is not there, as a promise', async () => {
  await expect(sha256OfFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
