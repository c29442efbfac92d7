import { join } from 'node:path';
import { builderContainer, type RunningContainer } from '../../tools/e2e/lib/containers';

/** Where a git daemon of the container serves the repositories of /git. */
const GIT = 'git://127.0.0.1';
const COMPLETE = ['bootcode.bin', 'start.elf', 'fixup.dat', 'start4.elf', 'fixup4.dat', 'LICENCE.broadcom'];

let builder: RunningContainer;
beforeAll(async () => {
  builder = await builderContainer('rpi_bootloader');
  builder.copyIn(join(__dirname, '..', 'base_image', 'testing', 'archive.sh'), '/archive.sh');
  await succeeds(`
    git config --global user.name test; git config --global user.email test@localhost
    git config --global init.defaultBranch main; git config --global uploadpack.allowFilter true
    mkdir -p /firmware/boot/overlays /git; cd /firmware; git init --quiet
    for file in ${COMPLETE.join(' ')} start_x.elf kernel8.img bcm2710-rpi-3-b.dtb overlays/parrot.dtbo; do
      echo "$file" >boot/$file
    done
    chmod 600 boot/start.elf; git add .; git commit --quiet --message all
    git branch stable; git tag 1.2024; echo newer >boot/start.elf; git commit --quiet --all --message newer
    git clone --quiet --bare . /git/firmware
    git rm --quiet boot/start4.elf boot/fixup.dat; git commit --quiet --message less; git clone --quiet --bare . /git/incomplete
    git daemon --export-all --base-path=/git --detach --reuseaddr

    source /archive.sh; tree=/package/usr/lib/raspi-firmware; doc=/package/usr/share/doc/raspi-firmware
    mkdir -p $tree/overlays $doc
    for file in ${COMPLETE.slice(0, -1).join(' ')} overlays/parrot.dtbo README; do echo "$file" >$tree/$file; done
    echo licence >$doc/copyright
    add_package raspi-firmware 1 all /package; mkdir /lost; add_package lost-firmware 1 all /lost
    use_archive non-free-firmware`);
});
afterAll(() => builder?.remove());

async function succeeds(script: string): Promise<string> {
  const { code, output } = await builder.run(`set -e\n${script}`);
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

/** The builder itself, from the beginning. */
const build = (env: Record<string, string>) =>
  builder.run(
    'rm -rf /builds /tmp/rpi_bootloader; /builder/build.sh && cd /builds && sha256sum --check --quiet *.sha256',
    { SOURCE_DATE_EPOCH: '1767225600', HYPRIOTKIT_JOBS: '2', ...env },
  );

/** What is in the artifact: mode and name of each file, and the text of start.elf. */
async function packed() {
  const list = await succeeds(
    `tar --list --verbose --file /builds/rpi-bootloader.tar.gz | awk '/^-/ { print $1, $NF }'`,
  );
  const start = await succeeds('tar -xOf /builds/rpi-bootloader.tar.gz ./boot/start.elf');
  return { files: list.trim().split('\n').sort(), start: start.trim() };
}

const SOURCE = './usr/share/doc/rpi-bootloader/source';
const readable = (names: string[]) =>
  [...names.map((name) => `./boot/${name}`), SOURCE].map((path) => `-rw-r--r-- ${path}`).sort();

describe('boot files from git', () => {
  it.each([
    ['', 'newer'],
    ['stable', 'start.elf'],
    ['1.2024', 'start.elf'],
  ])(
    'at %j are those of that branch or tag, without kernels and device trees, for everybody to read',
    async (branch, start) => {
      const { code, output } = await build({ FIRMWARE_REPO: `${GIT}/firmware`, FIRMWARE_BRANCH: branch });
      expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
      expect(output).toContain(`==> Downloading the boot files, ${GIT}/firmware${branch && ` at ${branch}`}\n`);
      expect(await packed()).toEqual({ start, files: readable([...COMPLETE, 'start_x.elf']) });
      expect(await succeeds('ls /builds')).toBe('rpi-bootloader.tar.gz\nrpi-bootloader.tar.gz.sha256\n');
    },
  );

  it('say which commit they are of', async () => {
    expect(await build({ FIRMWARE_REPO: `${GIT}/firmware`, FIRMWARE_BRANCH: 'stable' })).toMatchObject({ code: 0 });
    const commit = await succeeds('git -C /firmware rev-parse stable');
    const source = await succeeds(`tar -xOf /builds/rpi-bootloader.tar.gz ${SOURCE}`);
    expect(source).toBe(`repository: ${GIT}/firmware\ncommit: ${commit}`);
  });

  it('are the same in every build', async () => {
    const sum = async () => {
      expect(await build({ FIRMWARE_REPO: `${GIT}/firmware` })).toMatchObject({ code: 0 });
      return succeeds('cat /builds/*.sha256');
    };
    expect(await sum()).toBe(await sum());
  });

  it.each([
    ['incomplete', `${GIT}/incomplete`, '', 'the boot files lack fixup.dat start4.elf. Check that firmware_repo names'],
    [
      'of no branch',
      `${GIT}/firmware`,
      'nosuch',
      `the repository ${GIT}/firmware could not be cloned at nosuch. Check`,
    ],
    ['of no repository', `${GIT}/nosuch`, '', `the repository ${GIT}/nosuch could not be cloned. Check firmware_repo`],
    ['of nobody', 'http://127.0.0.1:9/x', '', 'the repository http://127.0.0.1:9/x could not be cloned. Check'],
  ])('%s end the build', async (_, repo, branch, message) => {
    const { code, output } = await build({ FIRMWARE_REPO: repo, FIRMWARE_BRANCH: branch });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`error: ${message}`) });
  });

  it.each(['ext::touch% /planted', '--upload-pack=touch /planted'])('%s is no command', async (repo) => {
    expect(await build({ FIRMWARE_REPO: repo })).toMatchObject({ code: 1 });
    expect((await builder.run('ls /planted')).output).toContain('No such file');
  });
});

describe('boot files from Debian', () => {
  it('are those of the package, with its licence and overlays', async () => {
    const { code, output } = await build({ FIRMWARE_REPO: 'deb:raspi-firmware' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(await packed()).toEqual({ start: 'start.elf', files: readable([...COMPLETE, 'overlays/parrot.dtbo']) });
    expect(await succeeds('tar -xOf /builds/rpi-bootloader.tar.gz ./boot/LICENCE.broadcom')).toBe('licence\n');
    expect(await succeeds(`tar -xOf /builds/rpi-bootloader.tar.gz ${SOURCE}`)).toBe(
      'package: raspi-firmware\nversion: 1\n',
    );
  });

  it.each([
    ['nosuch', 'the Debian mirror has no package nosuch. Correct firmware_repo.'],
    ['lost-firmware', 'the Debian package lost-firmware could not be downloaded. Try again later'],
    [
      'raspi-firmware/nosuch',
      'the package indexes of the Debian mirror could not be read, or it has no suite nosuch. The lines above',
    ],
  ])('that cannot be had (%s) end the build', async (name, message) => {
    const { code, output } = await build({ FIRMWARE_REPO: `deb:${name}` });
    expect(code).toBe(1);
    expect(output).toContain(`error: ${message}`);
  });
});
