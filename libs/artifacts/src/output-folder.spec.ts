import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DiskFull } from '@hypriotkit/core';
import { ChecksumMismatch, OutputFolder, type Manifest } from './index';

const HELLO_SHA256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const manifest: Manifest = { component: 'tea', builder: { image: 'tea:latest', digest: 'd' }, artifacts: [] };

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-output-'));
  path = join(root, 'tea');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('OutputFolder', () => {
  it('shows nothing under the final name before it is complete', async () => {
    const output = await OutputFolder.begin(path);
    expect(await output.write('a.img', Readable.from(['hel', 'lo'].map(Buffer.from)))).toEqual({
      size: 5,
      sha256: HELLO_SHA256,
    });
    await output.seal('a.img');
    expect(existsSync(path)).toBe(false);

    await output.commit(manifest);
    expect(readdirSync(root)).toEqual(['tea']);
    expect(readdirSync(path).sort()).toEqual(['a.img', 'a.img.sha256', 'manifest.json']);
    expect(readFileSync(join(path, 'a.img.sha256'), 'utf8')).toBe(`${HELLO_SHA256}  a.img\n`);
  });

  it('keeps what was there when the new one is discarded', async () => {
    mkdirSync(path);
    writeFileSync(join(path, 'old.img'), 'old');
    const output = await OutputFolder.begin(path);
    await output.write('new.img', Readable.from([Buffer.from('new')]));
    await output.discard();
    expect(readdirSync(root)).toEqual(['tea']);
    expect(readdirSync(path)).toEqual(['old.img']);
  });

  it('gives a file that was cut short no final name', async () => {
    const output = await OutputFolder.begin(path);
    const cut = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the engine went away');
      })(),
    );
    await expect(output.write('a.img', cut)).rejects.toThrow('the engine went away');
    expect(existsSync(output.pathOf('a.img'))).toBe(false);
    await output.discard();
  });

  it('says so when the disk is full', async () => {
    const output = await OutputFolder.begin(path);
    symlinkSync('/dev/full', `${output.pathOf('a.img')}.partial`);
    await expect(output.write('a.img', Readable.from([Buffer.from('x')]))).rejects.toThrow(DiskFull);
    await output.discard();
  });

  it('says what is in its way, and that comes to nobody as it is', async () => {
    writeFileSync(path, 'a file');
    await expect(OutputFolder.begin(join(path, 'deeper'))).rejects.toMatchObject({
      code: 'HK_FILE_ACCESS_FAILED',
      message: expect.stringContaining(`${path} is not a folder`),
    });
  });

  it('says so when it was taken away in the midst of the work', async () => {
    const output = await OutputFolder.begin(path);
    rmSync(join(output.pathOf('a.img'), '..'), { recursive: true });
    await expect(output.write('a.img', Readable.from([Buffer.from('x')]))).rejects.toMatchObject({
      code: 'HK_FILE_ACCESS_FAILED',
    });
    await expect(output.commit(manifest)).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
    await output.discard();
  });

  it('takes a checksum as other programs write it, and writes it as sha256sum does', async () => {
    const output = await OutputFolder.begin(path);
    await output.write('a.img', Readable.from([Buffer.from('hello')]));
    await output.write(
      'a.img.sha256',
      Readable.from([Buffer.from(`SHA256 (a.img) = ${HELLO_SHA256.toUpperCase()}\r\n`)]),
    );
    await output.seal('a.img');
    expect(readFileSync(output.pathOf('a.img.sha256'), 'utf8')).toBe(`${HELLO_SHA256}  a.img\n`);
    await output.discard();
  });

  it('refuses a file that is not what its checksum says', async () => {
    const output = await OutputFolder.begin(path);
    await output.write('a.img', Readable.from([Buffer.from('hello')]));
    await output.write('a.img.sha256', Readable.from([Buffer.from(`${'0'.repeat(64)}  a.img\n`)]));
    await expect(output.seal('a.img')).rejects.toThrow(ChecksumMismatch);
    await output.discard();
  });

  it('removes what a killed process left, and brings back what it was about to replace', async () => {
    const dead = 2 ** 22 + 1;
    mkdirSync(join(root, `.tea.${dead}.partial`));
    mkdirSync(join(root, `.tea.${dead}.partial.old`));
    writeFileSync(join(root, `.tea.${dead}.partial.old`, 'old.img'), 'old');
    const output = await OutputFolder.begin(path);
    await output.discard();
    expect(readdirSync(root)).toEqual(['tea']);
    expect(readdirSync(path)).toEqual(['old.img']);
  });
});
