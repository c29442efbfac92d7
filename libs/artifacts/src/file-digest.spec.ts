import fs, { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileDigest } from './file-digest';

/** In milliseconds: longer than a change may hide behind the time of another. */
const A_WHILE = 2100;
/** From `printf 'tea\n' | sha256sum`. */
const TEA = 'b49c876df8b640bda8d61932383cbb787236104f12ebfaf1007ea6dcc11d64aa';
const CAPITAL_TEA = 'f69766aee473cfe48f947301db92a022c0f322806b952d86cff9bd1e60685792';

let folder: string;
let file: string;
let reads: jest.SpyInstance;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-digest-'));
  file = join(folder, 'tea.txt');
  writeFileSync(file, 'tea\n');
  reads = jest.spyOn(fs, 'readFileSync');
});
afterEach(() => {
  reads.mockRestore();
  rmSync(folder, { recursive: true });
});

const readsOfFile = () => reads.mock.calls.filter(([path]) => path === file).length;

it('reads a file again if it has just been written: a second change may have left the same time', async () => {
  expect(await fileDigest(file)).toBe(TEA);
  expect(await fileDigest(file)).toBe(TEA);
  expect(readsOfFile()).toBe(2);
});

it('reads a file once, and again after a change that hides behind its size and time', async () => {
  const { atime, mtime } = statSync(file);
  await sleep(A_WHILE);
  expect(await fileDigest(file)).toBe(TEA);
  expect(await fileDigest(file)).toBe(TEA);
  expect(readsOfFile()).toBe(1);
  writeFileSync(file, 'Tea\n');
  utimesSync(file, atime, mtime);
  expect(await fileDigest(file)).toBe(CAPITAL_TEA);
});
