import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile, rmdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accessing, accessingNow, describeError, fromSystem, makeFolder } from './index';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-system-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (path: string) => join(root, path);
const making = (path: string) => accessing('Making tea', at(path), () => makeFolder(at(path)));

describe('what the system refuses', () => {
  it('is told with the file, in words, with a next step and a code', async () => {
    writeFileSync(at('pot'), '');
    const reading = accessing('Making tea', at('pot'), () => readFile(at('pot/leaf')));
    await expect(reading).rejects.toMatchObject({
      code: 'HK_FILE_ACCESS_FAILED',
      message: `Making tea failed: ${at('pot')} is not a folder.`,
      hint: 'Move it away, then run this again.',
    });
  });

  it.each([
    ['a file in the place of a folder', () => writeFileSync(at('dist'), ''), `dist is not a folder`],
    ['a link that leads nowhere', () => symlinkSync('nowhere', at('dist')), 'dist is a link to nowhere, which is not'],
    ['a link that leads to itself', () => symlinkSync('dist', at('dist')), 'dist is a link to dist, which is not'],
  ])('%s, at any level', async (_, prepare, expected) => {
    prepare();
    for (const path of ['dist', 'dist/artifacts', 'dist/artifacts/tea/deeper']) {
      await expect(making(path)).rejects.toMatchObject({
        code: 'HK_FILE_ACCESS_FAILED',
        message: expect.stringContaining(expected),
      });
    }
  });

  it.each([
    ['EROFS', 'its file system is read-only'],
    ['EPERM', 'the system does not permit it'],
    ['EACCES', 'permission denied'],
    ['EXDEV', 'it is on another file system'],
    ['EMFILE', 'too many files are open'],
    ['ENAMETOOLONG', 'the name is too long'],
  ])('%s', (code, reason) => {
    const error = Object.assign(new Error(code), { code, syscall: 'mkdir', path: '/dist/tea' });
    const text = describeError(error);
    expect(text).toContain(`/dist/tea: ${reason}`);
    expect(text).toContain('[HK_FILE_ACCESS_FAILED]');
    expect(text).not.toContain('PATH');
  });

  it('a full disk has its own code', async () => {
    const writing = accessing('Making tea', '/dist/tea', () => writeFile('/dev/full', 'x'));
    await expect(writing).rejects.toMatchObject({
      code: 'HK_DISK_FULL',
      message: expect.stringContaining('/dist/tea'),
    });
  });

  it('a program that is not installed', async () => {
    const starting = accessing('Making tea', root, () => promisify(execFile)('hypriotkit-kettle'));
    await expect(starting).rejects.toMatchObject({
      message: 'Making tea failed: hypriotkit-kettle is not installed.',
      hint: expect.stringContaining('Install hypriotkit-kettle'),
    });
  });

  it('a folder that was removed under the program', () => {
    const error = Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'uv_cwd' });
    expect(describeError(error)).toContain('the folder that it was started in no longer exists.');
  });

  it('where nothing is waited for', () => {
    expect(() => accessingNow('Making tea', root, () => readFileSync(root))).toThrow('it is a folder');
  });
});

it('what is not about files stays as it is', async () => {
  const error = new TypeError('x');
  expect(fromSystem('Making tea', error)).toBe(error);
  expect(fromSystem('Making tea', undefined)).toBeUndefined();
  const refused = await new Promise((resolve) => connect(at('socket')).on('error', resolve));
  expect(fromSystem('Making tea', refused)).toBe(refused);
});

describe('makeFolder', () => {
  it('makes all that is missing, also when others make it at the same time', async () => {
    await Promise.all(['a/b/c', 'a/b/c', 'a/b/d', 'a/b'].map((path) => making(path)));
    await rmdir(at('a/b/c'));
    mkdirSync(at('folder'));
    symlinkSync('folder', at('link'));
    await making('link/below');
  });
});
