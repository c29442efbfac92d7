import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, utimesSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, removeVolume, runContainer, type Engine } from '@hypriotkit/engine';
import { socketOf } from '../../engine/src/testing/real-engine';
import { unreliablePath } from '../../engine/src/testing/unreliable-path';
import { build, destroyVolume, ensureVolume, getVolumeContent, type BuildOptions } from './index';
import { containersOf } from './testing/leftovers';
import { linesOf, targetWith } from './testing/stand-in-builds';
import { ensureStandIn, STAND_IN } from './testing/stand-in-image';
import { temporaryFolder } from './testing/temporary-folder';

const image = STAND_IN;
const volume = `hypriotkit-test-api-${process.pid}`;
let engine: Engine;

beforeAll(async () => {
  engine = await connect();
  await ensureStandIn();
});
afterEach(async () => {
  expect(containersOf()).toEqual([]);
  await removeVolume(engine, volume);
});

const DELIVERED = [
  'manifest.json',
  'root_fs.provenance.json',
  'rootfs-arm64-debian-latest.tar.gz',
  'rootfs-arm64-debian-latest.tar.gz.sha256',
  'rpi-raw.img.zip',
  'rpi-raw.img.zip.sha256',
];
const BLANK_IMAGE = DELIVERED.filter((file) => !/^root_?fs/.test(file));

const said = (options: BuildOptions) => linesOf({ volume, ...options });

/** Runs a script in a container with the volume and returns its lines of output. */
async function inVolume(script: string): Promise<string[]> {
  const lines: string[] = [];
  const onLine = (_: string, line: string) => void lines.push(line);
  await runContainer(engine, { image, command: ['sh', '-c', script], volumes: { [volume]: '/v' }, onLine });
  return lines;
}

describe('build into a named volume', () => {
  it('delivers everything, and getVolumeContent copies that and nothing else', async () => {
    await ensureVolume({ volume });
    await build({ image, volume });
    const { path: target } = temporaryFolder();
    expect((await getVolumeContent({ target, image, volume })).sort()).toEqual(DELIVERED);
    expect(readdirSync(target).sort()).toEqual(DELIVERED);
    expect(await inVolume('ls -A /v')).toContain('.store');
    expect(execFileSync('sha256sum', ['--check', 'rpi-raw.img.zip.sha256'], { cwd: target, encoding: 'utf8' })).toBe(
      'rpi-raw.img.zip: OK\n',
    );
  });

  it('delivers only what the configs.json of the target folder lists', async () => {
    const target = targetWith({ base_image: {}, blank_image: { device: 'odroid' } });
    await build({ target, image, volume });
    expect((await getVolumeContent({ target, image, volume })).sort()).toEqual(BLANK_IMAGE);
    expect(readdirSync(target).sort()).toEqual(['configs.json', ...BLANK_IMAGE].sort());
  });

  it('says nothing, its steps, or everything', async () => {
    expect(await said({})).toEqual([]);
    const steps = ['root_fs: Making rootfs-arm64-debian-latest.tar.gz', 'blank_image: Making rpi-raw.img.zip'];
    expect(await said({ verbosity: 'info' })).toEqual(steps);
    expect(await said({ verbosity: 'debug' })).toEqual(expect.arrayContaining(steps));
  });

  it('hands the engine to the build, by the socket', async () => {
    expect(await said({ verbosity: 'debug' })).toContain('engine:   OK');
  });
});

describe('the files that a configs.json names', () => {
  const target = (fields: object) => {
    const folder = temporaryFolder();
    folder.write('stack/compose.yaml', 'services: {}');
    folder.write('stack/web/index.html', 'Ahoy');
    folder.write('image/a.tar', 'an archive');
    folder.write('a.tar', 'another');
    folder.write('configs.json', JSON.stringify({ rpi_sd_image: fields }));
    return folder.path;
  };

  it("lie in the orchestrator's workspace, or where they lie on this machine", async () => {
    const elsewhere = temporaryFolder().write('b.tar', 'elsewhere');
    const fields = { compose_file: './stack/', container_images: ['a.tar', elsewhere, 'nginx:1'] };
    const lines = await said({ target: target(fields), verbosity: 'debug' });
    expect(lines).toContain('files:   /opt/app/stack/compose.yaml:services: {}');
    expect(lines).toContain('files:   /opt/app/stack/web/index.html:Ahoy');
    expect(lines).toContain('files:   /opt/app/a.tar:another');
    expect(lines).toContain(`files:   ${elsewhere}:elsewhere`);
  });

  it.each([
    ['are missing', { container_images: ['b.tar'] }, /container_images\[0\] names "b\.tar".*no such file/],
    ['lie outside', { compose_file: `${'../'.repeat(9)}etc/issue` }, /it is outside the target folder/],
    ['are the target folder', { compose_file: '.' }, /contains the workspace itself/],
    ['would get among those of the image', { container_images: ['image/a.tar'] }, /a file of its own at .*app\/image/],
    ['would take the place of those of the image', { compose_file: '/etc/issue' }, /a file of its own at .*etc\/issue/],
  ])('are refused before any work when they %s', async (_, fields, message) => {
    const building = build({ target: target(fields), image, volume });
    await expect(building).rejects.toMatchObject({ code: 'HK_FILE_UNUSABLE', component: 'rpi_sd_image' });
    await expect(building).rejects.toThrow(message);
  });
});

it('an engine that is named by its address builds too, with nothing shared but the connection', async () => {
  const { address, cut } = await unreliablePath(socketOf(engine));
  try {
    const target = targetWith({ blank_image: {} });
    expect(await said({ target, engine: address, verbosity: 'debug' })).toContain('engine:   OK');
    expect((await getVolumeContent({ target, image, volume, engine: address })).sort()).toEqual(BLANK_IMAGE);
  } finally {
    cut();
  }
});

describe('build into a mapped volume', () => {
  it('leaves the artifacts in the folder; ensure, get and destroy do nothing', async () => {
    const { path: folder } = temporaryFolder();
    expect(await ensureVolume({ volume: folder })).toBe(false);
    await build({ image, volume: folder });
    expect(await getVolumeContent({ target: '/nowhere', image, volume: folder })).toEqual([]);
    expect(await destroyVolume({ volume: folder })).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['.store', ...DELIVERED]);
  });
});

it('what is copied, and what is left in a mapped volume, belongs to the caller', async () => {
  // Files of root would prove nothing if the tests run as root, so the build gets another user.
  const isRoot = process.getuid!() === 0;
  const [uid, gid] = isRoot ? [65534, 65533] : [process.getuid!(), process.getgid!()];
  if (isRoot) {
    // That user's own, where the locks are.
    const own = `/tmp/hypriotkit-${uid}`;
    mkdirSync(own, { recursive: true, mode: 0o700 });
    chownSync(own, uid, gid);
  }
  const { path: target } = temporaryFolder();
  const { path: mapped } = temporaryFolder();
  const owners = (folder: string) =>
    readdirSync(folder)
      .filter((file) => !file.startsWith('.'))
      .map((file) => statSync(join(folder, file)))
      .map((stat) => [stat.uid, stat.gid, (stat.mode & 0o777).toString(8)].join(' '));
  const getuid = jest.spyOn(process as Required<NodeJS.Process>, 'getuid').mockReturnValue(uid);
  const getgid = jest.spyOn(process as Required<NodeJS.Process>, 'getgid').mockReturnValue(gid);
  try {
    await build({ image, volume: mapped });
  } finally {
    getuid.mockRestore();
    getgid.mockRestore();
  }
  expect(owners(mapped)).toEqual(DELIVERED.map(() => `${uid} ${gid} 644`));

  await build({ image, volume });
  await getVolumeContent({ target, image, volume });
  expect(owners(target)).toEqual(DELIVERED.map(() => `${process.getuid!()} ${process.getgid!()} 644`));
});

describe('a build that ends badly', () => {
  it.each([
    ['fail', 'HK_ORCHESTRATOR_FAILED', 'root_fs: it is broken'],
    ['refuse', 'HK_BUILD_REFUSED', 'root_fs: not this one'],
  ])('by %s is %s, with what was said', async (hostname, code, line) => {
    const building = build({ target: targetWith({ root_fs: { hostname } }), image, volume });
    await expect(building).rejects.toMatchObject({ code, lastLines: [line], message: expect.stringContaining(line) });
  });

  it('does not repeat in the message what was shown', async () => {
    const lines: string[] = [];
    const onLine = (_: string, line: string) => void lines.push(line);
    const target = targetWith({ root_fs: { hostname: 'fail' } });
    const error = await build({ target, image, volume, verbosity: 'info', onLine }).catch((reason: Error) => reason);
    expect(lines).toContain('root_fs: it is broken');
    expect((error as Error).message).not.toContain('it is broken');
  });

  it('by an error of the function for lines is that error, and leaves no container', async () => {
    const mine = new Error('mine');
    const onLine = () => {
      throw mine;
    };
    await expect(build({ image, volume, verbosity: 'info', onLine })).rejects.toBe(mine);
    expect(containersOf()).toEqual([]);
  });

  it('by an interruption has had the time to end its builders, and leaves no container', async () => {
    const control = new AbortController();
    const onLine = (_: string, line: string) => void (line.includes('Waiting') && control.abort());
    const target = targetWith({ root_fs: { hostname: 'wait' } });
    const building = build({ target, image, volume, verbosity: 'info', signal: control.signal, onLine });
    await expect(building).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(containersOf()).toEqual([]);
    expect(await inVolume('cat /v/ended')).toEqual(['ended']);
  });
});

describe('getVolumeContent', () => {
  it('replaces what it has brought before, and nothing else', async () => {
    const folder = temporaryFolder();
    folder.write('rpi-raw.img.zip', 'an older one');
    folder.write('notes.txt', 'mine');
    await build({ image, volume });
    await getVolumeContent({ target: folder.path, image, volume });
    await getVolumeContent({ target: folder.path, image, volume });
    expect(readFileSync(join(folder.path, 'rpi-raw.img.zip'), 'utf8')).toBe('an image');
    expect(readFileSync(join(folder.path, 'notes.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder.path).sort()).toEqual([...DELIVERED, 'notes.txt'].sort());
  });

  it('leaves the folder as it was when a file is not what its checksum says', async () => {
    const folder = temporaryFolder();
    folder.write('rootfs-arm64-debian-latest.tar.gz', 'the old one');
    await build({ image, volume });
    await inVolume('echo damage >> /v/rpi-raw.img.zip');
    const copying = getVolumeContent({ target: folder.path, image, volume });
    await expect(copying).rejects.toMatchObject({ code: 'HK_CHECKSUM_MISMATCH' });
    expect(readdirSync(folder.path)).toEqual(['rootfs-arm64-debian-latest.tar.gz']);
    expect(readFileSync(join(folder.path, 'rootfs-arm64-debian-latest.tar.gz'), 'utf8')).toBe('the old one');
  });

  it('leaves the folder as it was when it is interrupted', async () => {
    const { path: target } = temporaryFolder();
    await build({ image, volume });
    const control = new AbortController();
    const log = { step: () => control.abort(), detail: () => undefined, warn: () => undefined };
    const copying = getVolumeContent({ target, image, volume, log, signal: control.signal });
    await expect(copying).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
    expect(readdirSync(target)).toEqual([]);
  });

  it('removes what a killed copy left', async () => {
    const { path: target } = temporaryFolder();
    const left = join(target, '.hypriotkit.00000000.7.1.partial');
    mkdirSync(left);
    utimesSync(left, 0, 0);
    await build({ image, volume });
    await getVolumeContent({ target, image, volume });
    expect(readdirSync(target).sort()).toEqual(DELIVERED);
  });

  it('says so when nothing was built, and makes no volume', async () => {
    const { path: target } = temporaryFolder();
    const copying = () => getVolumeContent({ target, image, volume });
    await expect(copying()).rejects.toMatchObject({ code: 'HK_NOTHING_BUILT' });
    expect(await destroyVolume({ volume })).toBe(false);
    await ensureVolume({ volume });
    await expect(copying()).rejects.toMatchObject({ code: 'HK_NOTHING_BUILT' });
  });

  it.each([
    ['a file outside', '../../etc/passwd'],
    ['a hidden one', '.bashrc'],
    ["the user's configuration", 'configs.json'],
  ])('takes no manifest that names %s', async (_, file) => {
    const { path: target } = temporaryFolder();
    const manifest = JSON.stringify({ components: [{ component: 'x', artifacts: [{ file, sha256: '', role: 'x' }] }] });
    await ensureVolume({ volume });
    await inVolume(`echo '${manifest}' > /v/manifest.json`);
    await expect(getVolumeContent({ target, image, volume })).rejects.toMatchObject({ code: 'HK_NOTHING_BUILT' });
    expect(readdirSync(target)).toEqual([]);
  });

  it("does not write over a folder or a manifest of the user's", async () => {
    await build({ image, volume });
    const withFolder = temporaryFolder();
    mkdirSync(join(withFolder.path, 'rpi-raw.img.zip'));
    const withManifest = temporaryFolder();
    writeFileSync(join(withManifest.path, 'manifest.json'), '{"name": "my web app"}');
    for (const { path: target } of [withFolder, withManifest]) {
      await expect(getVolumeContent({ target, image, volume })).rejects.toMatchObject({ code: 'HK_TARGET_INVALID' });
      expect(readdirSync(target)).toHaveLength(1);
    }
  });
});

describe('destroyVolume', () => {
  it('deletes the volume, and says when a container still uses it', async () => {
    await ensureVolume({ volume });
    const id = execFileSync('docker', ['create', '--volume', `${volume}:/v`, image], { encoding: 'utf8' }).trim();
    try {
      await expect(destroyVolume({ volume })).rejects.toMatchObject({ code: 'HK_VOLUME_IN_USE' });
    } finally {
      execFileSync('docker', ['rm', id]);
    }
    expect(await destroyVolume({ volume })).toBe(true);
    expect(await destroyVolume({ volume })).toBe(false);
  });
});

describe('input that only the image or the engine can judge', () => {
  it('is an unknown component or field, named by file and line', async () => {
    const target = targetWith({ root_fs: { hostnam: 'x' }, blank: {} });
    const building = build({ target, image, volume });
    await expect(building).rejects.toMatchObject({
      code: 'HK_CONFIGURATION_INVALID',
      file: join(target, 'configs.json'),
      problems: expect.arrayContaining([
        'line 5: blank: unknown component; expected one of base_image, root_fs, blank_image, rpi_bootloader, rpi_kernel, rpi_sd_image',
        'line 3: root_fs.hostnam: unknown field; did you mean "hostname"?',
      ]),
    });
    expect(await destroyVolume({ volume })).toBe(false);
  });

  it('is an image that does not build', async () => {
    const building = build({ image: 'debian:trixie-slim', volume });
    await expect(building).rejects.toMatchObject({ code: 'HK_IMAGE_UNSUITABLE' });
    expect(await destroyVolume({ volume })).toBe(false);
  });

  it('is an image that the engine does not have', async () => {
    const { path: target } = temporaryFolder();
    const missing = 'hypriotkit-test/not-there:latest';
    await expect(build({ image: missing, volume })).rejects.toMatchObject({ code: 'HK_IMAGE_NOT_FOUND' });
    await ensureVolume({ volume });
    const copying = getVolumeContent({ target, image: missing, volume });
    await expect(copying).rejects.toMatchObject({ code: 'HK_IMAGE_NOT_FOUND' });
  });
});
