import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestKey } from '../../artifacts/src/testing/test-key';
import { LoopDevice } from '../../card/src/testing/loop-device';
import { readFileOf, writeFiles, writeSmallImage } from '../../card/src/testing/small-image';
import { hypriotkit, start } from './testing/command';
import { onTerminal } from './testing/terminal';

/* On loop devices. */

const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'flash-command-'));
const image = join(folder, 'small.img');
let loop: LoopDevice;

beforeAll(async () => {
  await writeSmallImage(image);
  await writeFiles(image, { 'bcm2711-rpi-4-b.dtb': 'x' });
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => (loop = new LoopDevice(64 * MB)));
afterEach(() => loop.remove());

const flash = (...args: string[]) => hypriotkit(['flash', image, '--no-eject', '--device', loop.device, ...args]);
const isUntouched = () => loop.content().every((byte) => byte === 0);
const hasImage = () =>
  loop
    .content(40 * MB)
    .subarray(17 * MB)
    .equals(readFileSync(image).subarray(17 * MB));

describe('flash', () => {
  it('--force writes to the disk that is named, and says what it does', async () => {
    const { code, stdout, stderr } = await flash('--force');
    expect([code, stderr]).toEqual([0, '']);
    const parts = [4, 8, 13, 17, 21, 25, 29, 34, 38, 42].map((done) => `${done} MB of 42 MB`);
    expect(stdout.split('\n')).toEqual([
      `hypriotkit: ${image}, 42 MB`,
      `hypriotkit: Writing to ${loop.device} (67 MB)`,
      ...parts.map((part): unknown => expect.stringContaining(`hypriotkit: writing ${part}`)),
      ...parts.map((part): unknown => expect.stringContaining(`hypriotkit: verifying ${part}`)),
      expect.stringMatching(/^hypriotkit: done: the card is written/),
      '',
    ]);
    expect(loop.content(40 * MB).equals(readFileSync(image))).toBe(true);
  });

  it('says nothing with --verbosity quiet', async () => {
    expect(await flash('--force', '--verbosity', 'quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(hasImage()).toBe(true);
  });

  it('--dry-run checks, and writes nothing', async () => {
    const { code, stdout, stderr } = await flash('--dry-run', '--force', '--hostname', 'reef');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Would write ${image} (42 MB) to ${loop.device} (67 MB). Nothing has been written.\n`);
    expect(isUntouched()).toBe(true);
  });

  it('sets what is asked for, and shows no password', async () => {
    const key = join(folder, 'key.pub');
    writeFileSync(
      key,
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp davy@locker\n',
    );
    const { code, stdout, stderr } = await hypriotkit(
      [
        ...['flash', image, '-f', '-d', loop.device, '-n', '042', '--account', 'davy', '--ssh-key', key, '-s', 'quay'],
        ...['--country', 'GB', '--config-txt', 'dtparam=spi=on', '--config-txt', 'dtparam=i2c_arm=on', '--file', key],
        ...['--verbosity', 'debug', '--no-verify'],
      ],
      undefined,
      { HYPRIOTKIT_ACCOUNT_PASSWORD: 'dead men', HYPRIOTKIT_WIFI_PASSWORD: 'rum and more' },
    );
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/dead men|rum and more|verifying/);
    const userData = await readFileOf(loop.device, 'user-data');
    expect(userData).toMatch(/hostname: "042"\n.*name: "davy"\n.*\$6\$.*davy@locker/s);
    expect(userData).not.toContain('dead men');
    expect(await readFileOf(loop.device, 'network-config')).toContain('"quay":\n        password: "rum and more"\n');
    expect(await readFileOf(loop.device, 'config.txt')).toContain('dtparam=spi=on\ndtparam=i2c_arm=on\n');
    expect(await readFileOf(loop.device, 'key.pub')).toBe(readFileSync(key, 'utf8'));
  });

  it('--public-key writes what is signed with the key, and nothing else', async () => {
    const key = new TestKey();
    const publicKey = join(folder, 'minisign.pub');
    writeFileSync(publicKey, `untrusted comment: minisign public key\n${key.publicKey}\n`);
    const unsigned = await flash('--force', '--public-key', publicKey);
    expect([unsigned.code, unsigned.stderr]).toEqual([2, expect.stringContaining('[HK_SIGNATURE_MISSING]')]);
    key.sign(image);
    const other = await flash('--force', '--public-key', new TestKey().publicKey);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('[HK_SIGNATURE_INVALID]')]);
    const none = await flash('--force', '--public-key=');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('[HK_PUBLIC_KEY_INVALID]')]);
    expect(isUntouched()).toBe(true);
    const { code, stdout } = await flash('--force', '--public-key', publicKey);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(`Signed with the key ${key.publicKey}: file:small.img`),
    ]);
    expect(hasImage()).toBe(true);
    rmSync(`${image}.minisig`);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 130 by %s, and leaves no partition table', async (signal) => {
    const large = join(folder, 'large.img');
    writeFileSync(large, readFileSync(image));
    truncateSync(large, 500 * MB);
    const disk = new LoopDevice(512 * MB);
    const { child, ended } = start(['flash', large, '--force', '--device', disk.device]);
    child.stdout!.on('data', (text: string) => text.includes('writing') && child.kill(signal));
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([130, expect.stringContaining('[HK_INTERRUPTED]')]);
    expect(disk.content(MB).every((byte) => byte === 0)).toBe(true);
    disk.remove();
  });

  it.each<[string, string[], RegExp]>([
    ['nobody to ask', [], /would be lost, and there is nobody to ask\.\nAdd --force.*HK_DISK_NOT_CHOSEN/],
    ['a disk that is not there', ['--force', '-d', '/dev/nowhere'], /no disk of that name.*HK_DISK_REFUSED/s],
    ['an invalid host name', ['--force', '-n', 'a b'], /The host name "a b" is invalid.*HK_CARD_SETTING_INVALID/s],
    [
      'a file that is missing',
      ['--force', '-u', '/nowhere'],
      /The file \/nowhere cannot be read: it does not exist.*HK_CARD_SETTING_INVALID/s,
    ],
    ['a Wi-Fi password alone', ['--force', '-p', 'dead men'], /has no name\nName it, with --ssid.*HK_CARD_SETTING/],
    ['an unknown option', ['--force', '--clusterlab', 'true'], /unknown option '--clusterlab'/],
    ['an option of another command', ['--force', '--boards'], /unknown option '--boards'/],
  ])('writes nothing: %s', async (_what, args, message) => {
    const { code, stdout, stderr } = await flash(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('dead men');
    expect([code, stdout]).toEqual([2, expect.not.stringContaining('Writing')]);
    expect(isUntouched()).toBe(true);
  });

  it.each([
    [['flash'], "missing required argument 'place'"],
    [['flash', '/nowhere.img'], 'HK_CARD_IMAGE_INVALID'],
    [['flash', __filename], 'its name does not say what it is'],
    [['flash', tmpdir()], 'the folder has no image of a card'],
    [['--cmd', 'flash'], 'Allowed choices are'],
    [['flash', image], '[HK_DISK_NOT_CHOSEN]'],
  ])('ends with 2: %j', async (args, message) => {
    const { code, stderr } = await hypriotkit(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('flash on a terminal', () => {
  const args = () => ['flash', image, '--no-eject', '--device', loop.device];
  const question = /Everything on it is lost\. \[y\/N\] $/;

  it.each([
    ['n', 'n\n'],
    ['nothing', '\n'],
    ['its end', '\x04'],
  ])('asks, and writes nothing after %s', async (_what, answer) => {
    const { code, output } = await onTerminal(args(), [[question, answer]]);
    expect(output).toContain(`Write ${image} (42 MB) to ${loop.device} (67 MB)? Everything on it is lost. [y/N]`);
    expect(output).toContain('Nothing has been written.');
    expect(code).toBe(0);
    expect(isUntouched()).toBe(true);
  });

  it('writes after y, and shows a bar', async () => {
    const { code, output } = await onTerminal(args(), [[question, 'y\n']]);
    expect(output).toMatch(/█+ verifying 42 MB of 42 MB \(100%\)/);
    expect(output).toContain('done: the card is written');
    expect(code).toBe(0);
    expect(hasImage()).toBe(true);
  });

  it('ends with 130 by Ctrl-C at the question', async () => {
    const { code, output } = await onTerminal(args(), [[question, '\x03']]);
    expect([code, output]).toEqual([130, expect.stringContaining('[HK_INTERRUPTED]')]);
    expect(isUntouched()).toBe(true);
  });
});

describe('imager', () => {
  it('writes a manifest beside the image, and says where', async () => {
    const { code, stdout, stderr } = await hypriotkit([
      'imager',
      image,
      '--url',
      'https://example.com/',
      '--board',
      'reef',
    ]);
    const path = join(folder, 'small.rpi-imager-manifest');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${path}\n`, stderr: '' });
    const { os_list: list } = JSON.parse(readFileSync(path, 'utf8')) as { os_list: object[] };
    const sha256 = createHash('sha256').update(readFileSync(image)).digest('hex');
    expect(list).toEqual([
      expect.objectContaining({
        name: 'HypriotOS (reef)',
        url: 'https://example.com/small.img',
        extract_sha256: sha256,
        devices: ['pi4-64bit'],
      }),
    ]);
  });

  it.each([
    [['imager'], "missing required argument 'place'"],
    [['imager', __filename], '[HK_CARD_IMAGE_INVALID]'],
    [['imager', image, '--url', 'nowhere'], '[HK_CARD_SETTING_INVALID]'],
    [['imager', image, '--device', '/dev/sdb'], "unknown option '--device'"],
  ])('ends with 2: %j', async (args, message) => {
    const { code, stderr } = await hypriotkit(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
