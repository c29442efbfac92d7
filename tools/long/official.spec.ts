import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { GitHost } from '../../libs/repository/src/testing/git-host';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';

/*
 * Builders in the manner of the official repositories beside our own, with the tools that those use: guestfish, kpartx,
 * update-binfmts, rspec. The kernels of some machines have no device mapper, so kpartx only lists partitions.
 */

const HALF_AN_HOUR = 30 * 60 * 1000;
const FOLDER = join(__dirname, 'lib', 'official-image-builder');

let host: GitHost;
let workspace: WorkspaceCopy;
beforeAll(async () => {
  host = await GitHost.start();
  workspace = new WorkspaceCopy();
});
afterAll(async () => {
  workspace?.remove();
  await host?.stop();
});

const build = (component: string, repository: { name: string }) => {
  workspace.restore();
  workspace.editJson('configs.json', (json) => (json[component] = { repo: host.url('git', repository) }));
  return workspace.nx(['run', 'rpi_sd_image:build'], { HYPRIOTKIT_PRIVILEGES: 'loop', HYPRIOTKIT_VERBOSITY: 'debug' });
};

it(
  'makes an image of what our builders made',
  async () => {
    const imageBuilder = host.repository('image-builder-rpi64', {});
    cpSync(FOLDER, join(host.root, imageBuilder.name), { recursive: true });
    imageBuilder.commit({});
    const output = await build('rpi_sd_image', imageBuilder);
    expect(output).toMatch(/aarch64[^]*loop0p2 :[^]*3 examples, 0 failures/);
  },
  HALF_AN_HOUR,
);

it(
  'a root filesystem without an account is no part of our image',
  async () => {
    const rootFs = host.repository('os-rootfs', {
      Dockerfile: 'FROM debian:trixie-slim\nCOPY build.sh /\nCMD ["bash", "/build.sh"]\n',
      // The container's own system, which has no account either.
      'build.sh':
        'tar --create --gzip --one-file-system --exclude ./workspace --file "/workspace/rootfs-$BUILD_ARCH-$VARIANT-$HYPRIOT_OS_VERSION.tar.gz" --directory / .\n',
    });
    await expect(build('root_fs', rootFs)).rejects.toThrow(
      /the root file system has no account to log in with.*hypriot\/os-rootfs/,
    );
  },
  HALF_AN_HOUR,
);
