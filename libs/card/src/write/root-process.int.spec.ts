import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Disk } from '../disk/disk';
import { LoopDevice } from '../testing/loop-device';
import { readBytesOf, readFileOf, writeSmallImage } from '../testing/small-image';
import { lineOf, writeAsRoot, type RootReport, type RootWork } from './as-root';

/* On loop devices. */

const MB = 1024 * 1024;
const PROGRAM = join(__dirname, '..', '..', 'bin', 'card-writer.js');
const folder = mkdtempSync(join(tmpdir(), 'card-writer-test-'));
const path = join(folder, 'small.img');
let loop: LoopDevice;

beforeAll(() => writeSmallImage(path));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => (loop = new LoopDevice(64 * MB)));
afterEach(() => loop.remove());

const diskOf = (device: string): Disk => ({
  ...{ device, size: 64 * MB, name: '', isRemovable: false, isReadOnly: false, mounts: [], partitions: [] },
});
const work = (own: Partial<RootWork> = {}): RootWork => ({
  image: { path, format: 'raw', fileSize: 40 * MB, size: 40 * MB },
  settings: {},
  disk: diskOf(loop.device),
  verify: true,
  ...own,
});
const hasTable = () => loop.content(MB).some((byte) => byte !== 0);
const hasImage = () =>
  loop
    .content(40 * MB)
    .subarray(17 * MB)
    .equals(readFileSync(path).subarray(17 * MB)) && hasTable();

describe('card-writer', () => {
  /** Runs it with a line of input. Its input stays open until a report is answered with false. */
  async function written(line: string, goesOn: (report: RootReport) => boolean = () => true) {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdin.write(line);
    if (line === '') child.stdin.end();
    const reports: RootReport[] = [];
    for await (const said of createInterface(child.stdout)) {
      reports.push(JSON.parse(said) as RootReport);
      if (!goesOn(reports.at(-1)!)) child.stdin.end();
    }
    return { code: await ended, reports };
  }

  it('writes, verifies, reports, and ends although its input is open', async () => {
    const settings = { hostname: 'reef', files: { 'mine.txt': Buffer.from('ahoy\n') } };
    const { code, reports } = await written(lineOf(work({ settings })));
    expect(code).toBe(0);
    expect(reports[0]).toEqual({ phase: 'writing', done: 4 * MB });
    expect(reports.at(-1)).toEqual({ phase: 'verifying', done: 40 * MB });
    expect(hasImage()).toBe(true);
    expect(await readFileOf(loop.device, 'mine.txt')).toBe('ahoy\n');
    expect(await readFileOf(loop.device, 'user-data')).toContain('hostname: "reef"\n');
  });

  it('gets files of 10 MB as they are', async () => {
    const files = { 'one.bin': randomBytes(10 * MB), 'two.bin': randomBytes(2 * MB) };
    const { code } = await written(lineOf(work({ settings: { files } })));
    expect(code).toBe(0);
    for (const [name, content] of Object.entries(files))
      expect((await readBytesOf(loop.device, name))?.equals(content)).toBe(true);
  });

  it('gets the block map of the image', async () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(path).subarray(0, 17 * MB))
      .digest('hex');
    const map = { name: 'small.img.bmap', ranges: [{ start: 0, end: 17 * MB, sha256 }] };
    const { code, reports } = await written(lineOf(work({ map })));
    expect(code).toBe(1);
    // Behind the boot partition, the image is not free.
    expect(reports.at(-1)).toMatchObject({ failed: { code: 'HK_CARD_IMAGE_DAMAGED' } });
    expect(hasTable()).toBe(false);
  });

  it('ends when its input does, and leaves no partition table', async () => {
    const { code, reports } = await written(lineOf(work()), (report) => 'failed' in report);
    expect(code).toBe(1);
    expect(reports.at(-1)).toMatchObject({ failed: { code: 'HK_INTERRUPTED' } });
    expect(hasTable()).toBe(false);
  });

  it('does nothing without input', async () => {
    expect(await written('')).toEqual({ code: 1, reports: [] });
    expect(hasTable()).toBe(false);
  });

  it.each<[string, () => Partial<RootWork>, object]>([
    [
      'a setting that is invalid',
      () => ({ settings: { wifi: { ssid: 'x', password: 'short' } } }),
      { code: 'HK_CARD_SETTING_INVALID', message: 'The Wi-Fi password is invalid' },
    ],
    ['a disk that is gone', () => ({ disk: diskOf('/dev/nowhere') }), { code: 'HK_FILE_ACCESS_FAILED' }],
    [
      'an image that is longer than it was',
      () => ({ image: { path, format: 'raw', fileSize: 40 * MB, size: 39 * MB } }),
      { code: 'HK_CARD_IMAGE_DAMAGED', hint: expect.stringContaining('no partition table') },
    ],
  ])('reports %s', async (_what, own, failed) => {
    const { code, reports } = await written(lineOf(work(own())));
    expect([code, reports.at(-1)]).toEqual([1, { failed: expect.objectContaining(failed) }]);
    expect(hasTable()).toBe(false);
  });
});

describe('writeAsRoot', () => {
  /** The environment with a sudo that does something else. */
  function withSudo(script: string): NodeJS.ProcessEnv {
    const programs = join(folder, 'bin');
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, 'sudo'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(programs, 'sudo'), 0o755);
    return { ...process.env, PATH: `${programs}:${process.env['PATH']}` };
  }

  it('writes the card, and passes the progress on; greetings are not reports', async () => {
    const progress: string[] = [];
    const env = withSudo(`echo 'You have mail.'; echo "$#: $2" >${folder}/arguments; exec "$@"`);
    const settings = { account: { name: 'davy', password: 'dead men' } };
    await writeAsRoot(work({ settings }), (...what) => void progress.push(what.join(' ')), undefined, env);
    expect(progress.at(-1)).toBe(`verifying ${40 * MB}`);
    expect(hasImage()).toBe(true);
    expect(await readFileOf(loop.device, 'user-data')).toContain('name: "davy"');
    // No list of processes shows passwords.
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(`2: ${PROGRAM}\n`);
  });

  it('throws what the process of root reports', async () => {
    const disk = diskOf('/dev/nowhere');
    const writing = writeAsRoot(work({ disk }), () => undefined, undefined, withSudo('exec "$@"'));
    await expect(writing).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
  });

  it('is interrupted, and waits for the process of root', async () => {
    const controller = new AbortController();
    const progress = () => controller.abort();
    const writing = writeAsRoot(work(), progress, controller.signal, withSudo('exec "$@"'));
    await expect(writing).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(hasTable()).toBe(false);
  });

  it('writes nothing if it was interrupted before', async () => {
    const writing = writeAsRoot(work(), () => undefined, AbortSignal.abort(), withSudo('exec "$@"'));
    await expect(writing).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(hasTable()).toBe(false);
  });

  it.each([
    ['refuses', () => withSudo('exit 1'), 'sudo ended with exit code 1'],
    ['is missing', () => ({ ...process.env, PATH: '/nowhere' }), 'sudo cannot be started'],
  ])('says that sudo %s', async (_what, env, reason) => {
    const writing = writeAsRoot(work(), () => undefined, undefined, env());
    await expect(writing).rejects.toMatchObject({
      code: 'HK_ROOT_NEEDED',
      message: expect.stringContaining(reason),
      hint: expect.stringContaining('Nothing has been written.'),
    });
    expect(hasTable()).toBe(false);
  });
});
