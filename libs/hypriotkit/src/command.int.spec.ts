import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, ensureVolume, removeVolume, volumeExists, type Engine } from '@hypriotkit/engine';
import { containersOf } from '../../api/src/testing/leftovers';
import { docker, startRegistry } from '../../api/src/testing/local-registry';
import { ensureStandIn, STAND_IN } from '../../api/src/testing/stand-in-image';
import { hypriotkit, start } from './testing/command';

const volume = `hypriotkit-test-command-${process.pid}`;
let engine: Engine;
let target: string;

beforeAll(async () => {
  engine = await connect();
  await ensureStandIn();
});
beforeEach(() => (target = mkdtempSync(join(tmpdir(), 'hypriotkit-command-'))));
afterEach(async () => {
  rmSync(target, { recursive: true });
  await removeVolume(engine, volume);
});

const IMAGE = ['--image', STAND_IN];
const VOLUME = ['--volume', volume];
const ROOT_FS = [
  'root_fs.provenance.json',
  'rootfs-arm64-debian-latest.tar.gz',
  'rootfs-arm64-debian-latest.tar.gz.sha256',
];
const ALL = ['manifest.json', ...ROOT_FS, 'rpi-raw.img.zip', 'rpi-raw.img.zip.sha256'];
const configs = (text: string) => writeFileSync(join(target, 'configs.json'), text);

describe('build', () => {
  it('delivers into the target folder itself where no volume is named, and says nothing', async () => {
    expect(await hypriotkit(['--cmd', 'build', '--target', target, ...IMAGE])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readdirSync(target).sort()).toEqual(['.store', ...ALL]);
  });

  it('is the same as a command, and by way of a named volume', async () => {
    const { code, stdout } = await hypriotkit(
      ['build', '--target', target, ...IMAGE, ...VOLUME, '--verbosity', 'info'],
      target,
    );
    expect(code).toBe(0);
    expect(readdirSync(target).sort()).toEqual(ALL);
    expect(stdout.split('\n')).toEqual([
      'hypriotkit: Building',
      expect.stringMatching(/^hypriotkit: Engine: \S+ \(.+\)$/),
      'root_fs: Making rootfs-arm64-debian-latest.tar.gz',
      'blank_image: Making rpi-raw.img.zip',
      'hypriotkit: Copying rootfs-arm64-debian-latest.tar.gz',
      'hypriotkit: Copying rpi-raw.img.zip',
      expect.stringContaining(`hypriotkit: done: the artifacts are in ${target} (`),
      '',
    ]);
    expect(await volumeExists(engine, volume)).toBe(true);
  });

  it('takes the current folder where no target is named, and delivers what its configs.json lists', async () => {
    configs('{ "root_fs": {} }');
    expect(await hypriotkit(['build', ...IMAGE, ...VOLUME], target)).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(target).sort()).toEqual(['configs.json', 'manifest.json', ...ROOT_FS]);
  });

  it('writes a lock beside the artifacts, also by way of a named volume', async () => {
    const args = ['build', '--target', target, ...IMAGE, '--write-lock', '--verbosity', 'info'];
    for (const by of [[], VOLUME]) {
      const { code, stdout } = await hypriotkit([...args, ...by]);
      expect([code, stdout]).toEqual([0, expect.stringContaining(`, and the lock is in ${target}`)]);
      expect(readdirSync(target)).toContain('hypriotkit.lock.json');
      rmSync(join(target, 'hypriotkit.lock.json'));
    }
  });

  it('waits for another one with the same volume', async () => {
    const args = ['build', '--target', target, ...IMAGE, ...VOLUME, '--verbosity', 'info'];
    const runs = await Promise.all([hypriotkit(args), hypriotkit(args)]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const waiting = `hypriotkit: Waiting for another task that is working on the artifacts in ${volume}\n`;
    expect(runs.filter(({ stdout }) => stdout.includes(waiting))).toHaveLength(1);
  });

  it('ends with 1 when it fails, and says why on standard error', async () => {
    configs('{ "root_fs": { "hostname": "fail" } }');
    const { code, stdout, stderr } = await hypriotkit(['build', '--target', target, ...IMAGE]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/ended with exit code 1:\n {2}\| root_fs: it is broken\n.*\[HK_ORCHESTRATOR_FAILED\]/);
  });

  it.each(['build', 'upgrade'])('ends with 1 where no engine answers: %s', async (command) => {
    const { code, stderr } = await hypriotkit([command, '--engine', 'unix:///nowhere.sock'], target);
    expect(code).toBe(1);
    expect(stderr).toContain('[HK_ENGINE_UNREACHABLE]');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 130 by %s, and leaves no container', async (signal) => {
    configs('{ "root_fs": { "hostname": "wait" } }');
    const { child, ended } = start(['build', '--target', target, ...IMAGE, ...VOLUME, '--verbosity', 'info']);
    child.stdout!.on('data', (text: string) => text.includes('Waiting') && child.kill(signal));
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('[HK_INTERRUPTED]');
    expect(containersOf(child.pid)).toEqual([]);
    expect(readdirSync(target)).toEqual(['configs.json']);
  });

  it('ends when nobody reads what it says, and leaves no container', async () => {
    configs('{ "root_fs": { "hostname": "wait" } }');
    const { child } = start(['build', '--target', target, ...IMAGE, ...VOLUME, '--verbosity', 'info']);
    // Close it before the first line is written.
    child.stdout!.destroy();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(130);
    expect(containersOf(child.pid)).toEqual([]);
  });

  it('ends the builds of one that was killed, when it runs the next time', async () => {
    configs('{ "root_fs": { "hostname": "wait" } }');
    const { child, ended } = start(['build', '--target', target, ...IMAGE, ...VOLUME, '--verbosity', 'info']);
    child.stdout!.on('data', (text: string) => text.includes('Waiting') && child.kill('SIGKILL'));
    await ended;
    expect(containersOf(child.pid)).toHaveLength(1);
    configs('{ "blank_image": {} }');
    expect(await hypriotkit(['build', '--target', target, ...IMAGE, ...VOLUME])).toMatchObject({ code: 0 });
    expect(containersOf(child.pid)).toEqual([]);
    const said = docker('run', '--rm', '--volume', `${volume}:/v`, STAND_IN, 'cat', '/v/ended');
    expect(said).toBe('ended');
  });
});

describe('build of boards', () => {
  const IMAGE_FILES = [
    'hypriotos-rpi64-latest.img.zip',
    'hypriotos-rpi64-latest.img.zip.sha256',
    'manifest.json',
    'rpi_sd_image.provenance.json',
  ];
  const board = (name: string, text: string, file = 'configs.json') => {
    mkdirSync(join(target, 'boards', name), { recursive: true });
    writeFileSync(join(target, 'boards', name, file), text);
  };
  const filesOf = (name: string) => readdirSync(join(target, 'boards', name)).sort();
  const image = (name: string) => readFileSync(join(target, 'boards', name, IMAGE_FILES[0]!), 'utf8');

  beforeEach(() => {
    configs('{}');
    board('garage', '{ "root_fs": { "hostname": "garage" } }');
    board('attic', '{ "root_fs": { "hostname": "attic" } }');
  });

  it.each([
    ['directly', []],
    ['by way of a volume', VOLUME],
  ])('delivers into the folder of the board that is named, %s', async (_, way) => {
    board('garage', '{ "root_fs": { "password": "locker" } }', 'configs.local.json');
    const args = ['build', '--target', target, ...IMAGE, ...way, '--board', 'garage'];
    expect(await hypriotkit(args)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(filesOf('garage')).toEqual(['configs.json', 'configs.local.json', ...IMAGE_FILES].sort());
    expect(image('garage')).toMatch(/"garage".*"locker"/s);
    expect(filesOf('attic')).toEqual(['configs.json']);
    expect(readdirSync(target)).not.toContain('manifest.json');
  });

  it.each([[['--boards']], [['--board', 'garage', '--board=attic']]])('delivers several: %j', async (choice) => {
    const run = await hypriotkit(['build', ...IMAGE, ...VOLUME, ...choice, '--verbosity', 'info'], target);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(`the images are in ${target}/boards`) });
    for (const name of ['attic', 'garage']) {
      expect(filesOf(name)).toEqual(['configs.json', ...IMAGE_FILES]);
      expect(image(name)).toContain(name);
    }
  });

  it('takes values from the environment', async () => {
    board('garage', '{ "root_fs": { "password": { "env": "GARAGE" } } }');
    const args = ['build', '--target', target, ...IMAGE, '--boards'];
    const refused = await hypriotkit(args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('variable GARAGE is not set')]);
    expect(await hypriotkit(args, target, { GARAGE: 'locker' })).toMatchObject({ code: 0, stdout: '' });
    expect(image('garage')).toContain('"locker"');
  });

  it.each([
    ['an unknown board', 'garrage', '', /"garrage" in .*did you mean "garage"\?.*HK_BOARD_UNKNOWN/s],
    [
      'a field that is not valid',
      'shed',
      '{\n"root_fs": { "hostname": "a b" } }',
      /shed\/configs\.json.*line 2: root_fs\.h/s,
    ],
    ['a file that is not JSON', 'shed', '{', /shed\/configs\.json.*line 1, column/s],
    [
      'a file that is not there',
      'shed',
      '{ "rpi_sd_image": { "compose_file": "stack" } }',
      /names "stack".*no such file/,
    ],
    ['the name of a component', 'root_fs', '{}', /"root_fs" cannot be the name of a board/],
  ])('ends with 2 before any work for %s', async (_, name, text, message) => {
    if (text) board(name, text);
    const { code, stderr } = await hypriotkit(['build', '--target', target, ...IMAGE, ...VOLUME, '--board', name]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(filesOf('garage')).toEqual(['configs.json']);
  });

  it('takes either some boards or all', async () => {
    const { code, stderr } = await hypriotkit(['build', '--board', 'garage', '--boards'], target);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("'--boards' cannot be used with option '--board <name>'"),
    ]);
  });
});

describe('clean', () => {
  it('deletes a named volume', async () => {
    await ensureVolume(engine, volume);
    const { code, stdout } = await hypriotkit(['--cmd', 'clean', ...VOLUME, '--verbosity', 'info']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`the volume ${volume} is deleted`)]);
    expect(await volumeExists(engine, volume)).toBe(false);
    const again = await hypriotkit(['clean', ...VOLUME, '--verbosity', 'info']);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining(`there is no volume ${volume}`)]);
  });

  it('leaves the files of a mapped volume, and says so', async () => {
    configs('{}');
    for (const args of [['--volume', target], ['--target', target], []]) {
      const { code, stderr } = await hypriotkit(['clean', ...args], target);
      expect([code, stderr]).toEqual([0, expect.stringContaining('warning: nothing to delete')]);
    }
    expect(readdirSync(target)).toEqual(['configs.json']);
  });
});

describe('upgrade', () => {
  it('pulls the image that --image names; so does build, where it is missing', async () => {
    const registry = await startRegistry();
    const image = `${registry.host}/hypriotkit/hypriotkit:1.2`;
    try {
      await registry.publish(image, 'not much');
      const { code, stdout } = await hypriotkit(['--cmd', 'upgrade', '--image', image, '--verbosity', 'info']);
      expect([code, stdout]).toEqual([0, expect.stringContaining(`hypriotkit: done: ${image} was updated`)]);
      const again = await hypriotkit(['upgrade', '--image', image, '--verbosity', 'info']);
      expect(again.stdout).toContain(`${image} is up to date`);

      docker('rmi', image);
      const built = await hypriotkit(['build', '--target', target, '--image', image, '--verbosity', 'info']);
      expect(built.stdout).toContain(`hypriotkit: Pulling the image ${image}`);
      expect([built.code, built.stderr]).toEqual([2, expect.stringContaining('[HK_IMAGE_UNSUITABLE]')]);
      expect(readdirSync(target)).toEqual([]);
    } finally {
      registry.stop();
    }
  });
});

describe('bad input ends with 2 and starts nothing', () => {
  const missing = 'hypriotkit-test/never-asked-for:latest';

  it.each([
    ['an unknown verbosity', ['build', '--verbosity', 'loud'], 'Allowed choices are quiet, info, debug'],
    ['an unknown --cmd', ['--cmd', 'destroy'], 'Allowed choices are build, clean, cache, upgrade'],
    [
      'an unknown command',
      ['bulid'],
      "unknown command 'bulid'; expected one of build, clean, cache, flash, imager, upgrade, completion",
    ],
    ['an unknown option', ['build', '--tagret', 'x'], 'Did you mean --target?'],
    ['two commands', ['--cmd', 'clean', 'build'], 'are both given; choose one'],
    ['an argument too many', ['build', 'everything'], 'too many arguments'],
    ['a task that cache does not know', ['cache', 'burn'], 'Allowed choices are list, clean'],
    ['an invalid time', ['cache', 'clean', '--older-than', 'long'], 'such as 30d'],
    ['an invalid size', ['cache', 'clean', '--size', 'big'], 'such as 5G'],
    ['a size for a list', ['cache', '--size', '5G'], "option '--size <size>' is for cache clean"],
    [
      'whatever it is, with a code',
      ['cache', 'clean', '--size', 'big'],
      'See hypriotkit --help. [HK_COMMAND_LINE_INVALID]',
    ],
    ['an option of another command', ['build', '--size', '5G'], "unknown option '--size'"],
    ['an option without its value', ['build', '--target'], 'argument missing'],
    ['a volume that Docker refuses', ['build', '--volume', 'a b', '--image', missing], '[HK_VOLUME_INVALID]'],
    ['a volume without a name', ['clean', '--volume', ''], '[HK_VOLUME_INVALID]'],
    ['an invalid image name', ['upgrade', '--image', 'A B'], '[HK_IMAGE_NAME_INVALID]'],
    ['the same to clean', ['clean', '--image', 'A B'], '[HK_IMAGE_NAME_INVALID]'],
    ['a target that is not there', ['build', '--target', '/not/there', '--image', missing], '[HK_TARGET_INVALID]'],
    ['an empty target', ['build', '--target', ''], 'Expected the path of a folder'],
    ['a target that is a file', ['build', '--target', __filename, '--image', missing], '[HK_TARGET_INVALID]'],
  ])('%s', async (_, args, text) => {
    const { code, stdout, stderr } = await hypriotkit(args, target);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(readdirSync(target)).toEqual([]);
  });

  it.each([
    ['broken', '{', /line 1, column 2/],
    [
      'with an unknown component',
      '{\n  "rootfs": {}\n}',
      /line 2: rootfs: unknown component; did you mean "root_fs"\?/,
    ],
    ['with an unknown field', '{ "root_fs": { "colour": 1 } }', /root_fs\.colour: unknown field/],
    ['without any component', '{}', /lists no component/],
    ['that the image refuses', '{ "root_fs": { "hostname": "refuse" } }', /root_fs: not this one\n.*HK_BUILD_REFUSED/],
  ])('a configs.json %s', async (_, text, message) => {
    configs(text);
    const { code, stdout, stderr } = await hypriotkit(['build', '--target', target, ...IMAGE]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(readdirSync(target)).toEqual(['configs.json']);
  });

  it('no command at all, which shows the help', async () => {
    const { code, stdout, stderr } = await hypriotkit([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: hypriotkit');
  });
});
