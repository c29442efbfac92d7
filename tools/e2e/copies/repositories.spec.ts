import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, removeImage } from '@hypriotkit/engine';
import { GitHost, type GitRepository } from '../../../libs/repository/src/testing/git-host';
import { BASE, imageOf, officialRepositories } from '../lib/official-repositories';
import { ISOLATED, nx, nxSucceeds } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/** The forks' names begin with it: what the store keeps of the originals is not theirs to displace. */
const FORK = 'official';
const COMPONENTS = ['base_image', 'root_fs', 'blank_image', 'rpi_bootloader', 'rpi_kernel', 'rpi_sd_image'];
const SECRET = 'l0cker-of-davy';

let host: GitHost;
let repositories: Record<string, GitRepository>;
let workspace: WorkspaceCopy;
let cache: string;
/** All that was said by anybody. */
let said = '';

beforeAll(async () => {
  await nxSucceeds('run', 'base_image:build');
  host = await GitHost.start(`davy:${SECRET}`);
  repositories = officialRepositories(host);
  workspace = new WorkspaceCopy();
  cache = mkdtempSync(join(tmpdir(), 'hypriotkit-cache-'));
});
afterAll(async () => {
  const engine = await connect();
  for (const name of [...COMPONENTS.slice(1).map(imageOf), BASE]) await removeImage(engine, name, { force: true });
  await host.stop();
  workspace.remove();
  rmSync(cache, { recursive: true });
});

/** This machine's engine may run no privileged containers; a loop device is what it has. */
const env = () => ({
  HYPRIOTKIT_CONFIGS: '',
  XDG_CACHE_HOME: cache,
  HYPRIOTKIT_PRIVILEGES: 'loop',
  HYPRIOTKIT_VERBOSITY: 'debug',
});
const run = async (args: string[], own: NodeJS.ProcessEnv = {}) => {
  const outcome = await nx(args, { ...env(), ...own }, workspace.root).ended;
  said += outcome.output;
  return outcome;
};
const succeeds = async (args: string[], own: NodeJS.ProcessEnv = {}): Promise<string> => {
  const { code, output } = await run(args, own);
  if (code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
};
const artifact = (component: string, file: string) =>
  join(workspace.root, 'dist', 'artifacts', `${FORK}_${component}`, file);
const manifest = (component: string) =>
  JSON.parse(readFileSync(artifact(component, 'manifest.json'), 'utf8')) as { builder: Record<string, string> };
const fromCache = (output: string) =>
  /instead of running the command for (\d) out of (\d) tasks/.exec(output)?.slice(1).join('/');

describe('forks of the official repositories', () => {
  it('are taken from a configs.json in the format of the seed by the generator fork', async () => {
    const scheme = (component: string) =>
      component === 'blank_image' ? 'http' : component === 'rpi_kernel' ? 'file' : 'git';
    const own: Record<string, object> = {
      base_image: { image: BASE },
      root_fs: { branch: 'main', version: 'e2e' },
      rpi_bootloader: { firmware_repo: 'https://git.test/firmware' },
      rpi_kernel: {
        kernel_repo: 'https://git.test/linux',
        branch: 'rpi-4.19.y',
        defconfig: 'docker_rpi3_defconfig',
      },
      rpi_sd_image: { docker_engine_version: '18.04', docker_compose_version: 'latest', version: 'e2e' },
    };
    const configs = COMPONENTS.map((name) => [
      name,
      { image: imageOf(name), repo: host.url(scheme(name), repositories[name]!), ...own[name] },
    ]);
    workspace.write('official.json', JSON.stringify(Object.fromEntries(configs)));
    await succeeds(['g', '@hypriotkit/docker:fork', '--configs=official.json', `--name=${FORK}`]);
    expect(workspace.read('image/configs.json')).not.toContain(SECRET);
    expect(workspace.read('configs.json')).toContain(SECRET);
    rmSync(join(workspace.root, 'official.json'));
    workspace.commit();
  });

  it('are built by the contract that they were written for, up to the image', async () => {
    const output = await succeeds(['run', `${FORK}_rpi_sd_image:build`], ISOLATED);
    const image = artifact('rpi_sd_image', 'hypriotos-rpi64-e2e.img.zip');
    const look = "cat >/zip; unzip -p /zip >/image; debugfs -R 'ls -p /boot' /image";
    const docker = ['run', '--rm', '-i', 'hypriotkit/base_image:latest', 'sh', '-c', look];
    const listed = execFileSync('docker', docker, { input: readFileSync(image), stdio: ['pipe', 'pipe', 'ignore'] });
    expect(String(listed)).toMatch(/kernel8\.img[^]*start\.elf|start\.elf[^]*kernel8\.img/);
    expect(output).toContain('ahoy');
    for (const name of ['root_fs', 'blank_image', 'rpi_sd_image']) {
      expect(output).toMatch(
        new RegExp(`^${FORK}_${name}: warning: the builder from \\S+ gets the right to mount`, 'm'),
      );
    }
    expect(output).toMatch(new RegExp(`^${FORK}_rpi_sd_image: note: not passed, .*: DOCKER_COMPOSE_VERSION\\b`, 'm'));
    expect(output).toContain(`${FORK}_rpi_kernel: warning: branch is taken for the kernel's, as in hypriot-kit 1`);
    expect(output).not.toContain('rpi_kernel: warning: the builder');
    expect(manifest('root_fs').builder).toMatchObject({
      repository: host.url('git', repositories['root_fs']!),
      commit: repositories['root_fs']!.git('rev-parse', 'HEAD'),
    });
  });

  it('come from the cache of Nx as long as no branch has moved, and are built again when one has', async () => {
    expect(fromCache(await succeeds(['run', `${FORK}_rpi_sd_image:build`]))).toBe('6/6');
    const script = readFileSync(join(host.root, 'rpi-bootloader', 'build-tarball.sh'), 'utf8');
    repositories['rpi_bootloader']!.commit({ 'build-tarball.sh': script.replace('echo firmware', 'echo newer') });
    expect(fromCache(await succeeds(['run', `${FORK}_rpi_sd_image:build`]))).toBe('4/6');
    const start = execFileSync('tar', ['-xzOf', artifact('rpi_bootloader', 'rpi-bootloader.tar.gz'), 'boot/start.elf']);
    expect(String(start)).toBe('newer\n');
  });

  it('take another branch or tag for one run', async () => {
    repositories['blank_image']!.git('tag', 'v1');
    const commit = repositories['blank_image']!.git('rev-parse', 'HEAD');
    repositories['blank_image']!.commit({ 'builder/rpi/build.sh': 'exit 1\n' });
    await succeeds(['run', `${FORK}_blank_image:build`, '--branch=v1']);
    expect(manifest('blank_image').builder).toMatchObject({ commit });
  });

  it('show the credentials of their URLs nowhere', async () => {
    await succeeds(['run', `${FORK}_blank_image:config`]);
    expect(said).toContain('http://***@127.0.0.1');
    const history = execFileSync('docker', ['history', '--no-trunc', imageOf('blank_image')], { encoding: 'utf8' });
    const image = execFileSync('docker', ['inspect', imageOf('blank_image')], { encoding: 'utf8' });
    for (const text of [said, history, image]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(Buffer.from(`davy:${SECRET}`).toString('base64'));
    }
    const folders = [cache, join(workspace.root, 'dist'), join(workspace.root, '.nx')].filter((one) => existsSync(one));
    expect(folders).toHaveLength(3);
    const finds = () => execFileSync('grep', ['-rlF', SECRET, ...folders], { encoding: 'utf8' });
    expect(finds).toThrow();
  });
});

it('a repository that git would run a program for ends a build before any work', async () => {
  const { code, output } = await run(['run', `${FORK}_root_fs:build`, '--repo=ext::sh -c touch% /tmp/hypriotkit-ext']);
  expect(code).toBe(1);
  expect(output).toMatch(/official_root_fs: repo is "ext::.*REPOSITORY_INVALID/s);
  expect(output).not.toMatch(/Fetching|Building the image/);
  expect(existsSync('/tmp/hypriotkit-ext')).toBe(false);
});
