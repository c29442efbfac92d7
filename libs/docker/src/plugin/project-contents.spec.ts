import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderDigests } from './project-contents';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-builders-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads the builder that many components have once, however it is named', async () => {
  const digestOf = builderDigests(folder);
  const [first, second] = [digestOf('.'), digestOf(folder)];
  expect(second).toBe(first);
  expect(await first).toMatch(/^[0-9a-f]{64}$/);
});

it('reads it again for another run', async () => {
  const before = await builderDigests(folder)('.');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM debian\n');
  expect(await builderDigests(folder)('.')).not.toBe(before);
});
