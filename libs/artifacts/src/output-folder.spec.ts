import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { DiskFull } from '@hypriotkit/core';
import { ChecksumMismatch, OutputFolder, printManifest, type Manifest } from './index';

const HELLO_SHA256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const manifest: Manifest = { component: 'tea', builder: { image: 'tea:latest', digest: 'd' }, artifacts: [] };

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-output-'));
  path = join(root, 'tea');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Returns a partial folder's name as a dead process of this machine would have left it. */
async function deadName(parent: string, begin: () => Promise<OutputFolder>): Promise<string> {
  const output = await begin();
  const [name] = readdirSync(parent).filter((entry) => entry.endsWith('.partial'));
  await output.discard();
  return name!.replace(`.${process.pid}.`, `.${2 ** 22 + 1}.`);
}

describe('OutputFolder', () => {
  it('shows nothing under the final name before it is complete', async () => {
    const output = await OutputFolder.begin(path);
    expect(await output.write('a.img', Readable.from(['hel', 'lo'].map(Buffer.from)))).toEqual({
      size: 5,
      sha256: HELLO_SHA256,
    });
    await output.seal('a.img');
    expect(existsSync(path)).toBe(false);

    await output.commit(printManifest(manifest));
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
    await expect(output.commit(printManifest(manifest))).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
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

  it('does not read a checksum that is larger than any', async () => {
    const output = await OutputFolder.begin(path);
    await output.write('a.img', Readable.from([Buffer.from('hello')]));
    const large = Readable.from(Array<Buffer>(20).fill(Buffer.alloc(65_536, 'a')));
    await output.write('a.img.sha256', large);
    await expect(output.seal('a.img')).rejects.toMatchObject({
      code: 'HK_CHECKSUM_UNREADABLE',
      message: 'a.img.sha256 has more than 1 MB.',
    });
    await output.discard();
  });

  it('removes what a killed process left, and brings back what it was about to replace', async () => {
    const dead = await deadName(root, () => OutputFolder.begin(path));
    mkdirSync(join(root, dead));
    mkdirSync(join(root, `${dead}.old`));
    writeFileSync(join(root, `${dead}.old`, 'old.img'), 'old');
    const output = await OutputFolder.begin(path);
    await output.discard();
    expect(readdirSync(root)).toEqual(['tea']);
    expect(readdirSync(path)).toEqual(['old.img']);
  });
});

describe('OutputFolder.within', () => {
  const within = () => OutputFolder.within(root, { what: 'Making tea' });
  const artifact = { file: 'a.img', size: 5, sha256: HELLO_SHA256, role: 'image' };
  const hello = () => Readable.from([Buffer.from('hello')]);

  it('puts files beside others, all together', async () => {
    writeFileSync(join(root, 'mine.txt'), 'mine');
    writeFileSync(join(root, 'a.img'), 'the one before');
    const output = await within();
    await output.writeArtifact(artifact, hello());
    expect(readFileSync(join(root, 'a.img'), 'utf8')).toBe('the one before');
    expect(await output.commit('{}\n')).toEqual(['a.img', 'a.img.sha256', 'manifest.json']);
    await output.discard();
    expect(readdirSync(root).sort()).toEqual(['a.img', 'a.img.sha256', 'manifest.json', 'mine.txt']);
    expect(readFileSync(join(root, 'a.img'), 'utf8')).toBe('hello');
  });

  it('leaves the folder as it was when a file is not what it should be', async () => {
    const output = await within();
    const wrong = { ...artifact, sha256: '0'.repeat(64) };
    await expect(output.writeArtifact(wrong, hello())).rejects.toThrow(ChecksumMismatch);
    await output.discard();
    expect(readdirSync(root)).toEqual([]);
  });

  it('removes what killed processes left, and nothing of those that work', async () => {
    mkdirSync(join(root, await deadName(root, within)));
    // For other containers, only the age is known.
    const [old, fresh] = ['.hypriotkit.00000000.7.1.partial', '.hypriotkit.00000000.7.2.partial'] as const;
    for (const name of [old, fresh]) mkdirSync(join(root, name));
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(join(root, old), anHourAgo, anHourAgo);
    const other = await within();
    const output = await within();
    expect(readdirSync(root)).toHaveLength(3);
    await output.discard();
    await other.discard();
    expect(readdirSync(root)).toEqual([fresh]);
  });

  it('shows other machines that it is in use, for as long as that takes', async () => {
    const timers = jest.spyOn(global, 'setInterval');
    const output = await within();
    const [touch, pause] = timers.mock.calls[0]!;
    timers.mockRestore();
    expect(pause).toBeLessThan(10 * 60 * 1000);
    const partial = join(root, readdirSync(root)[0]!);
    utimesSync(partial, 0, 0);
    touch();
    for (let times = 0; times < 100 && statSync(partial).mtimeMs === 0; times++) await sleep(10);
    expect(Date.now() - statSync(partial).mtimeMs).toBeLessThan(60_000);
    await output.discard();
  });
});
