import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builderImage, RunningContainer } from '../e2e/lib/containers';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';
import { debianMirror, servesTarget } from './lib/debian-mirror';

const HOUR = 60 * 60 * 1000;

/** What every tree is given, other than the defaults. */
const FIELDS = { hostname: 'flying-dutchman', username: 'davy', groupname: 'crew', version: 'long' };

interface Case {
  target: string;
  /** Options of the build, where the defaults cannot be had from a mirror that has Debian's current releases only. */
  options?: () => string[] | Promise<string[]>;
  architecture: string;
  /** What `file` says of its programs. */
  programs: RegExp;
  codename: string;
}

const ARM = /^ELF 32-bit LSB .*, ARM, EABI5/;

/**
 * Some mirrors bring the indexes of an architecture later than the release that names them. Then it is taken by the name
 * `stable`, under which such a mirror may still have the release before.
 */
const current = (target: string) => async (): Promise<string[]> => {
  if (await servesTarget(target)) return [];
  console.warn(`${target}: the mirror's trixie is not consistent; building from its stable`);
  return ['--suite=stable', `--mirror=${await debianMirror()}`];
};

const CASES: Case[] = [
  { target: 'amd64', architecture: 'amd64', programs: /^ELF 64-bit LSB .*, x86-64,/, codename: 'trixie' },
  {
    target: 'i386',
    options: current('i386'),
    architecture: 'i386',
    programs: /^ELF 32-bit LSB .*, Intel (80386|i386),/,
    codename: 'trixie',
  },
  { target: 'arm64-debian', architecture: 'arm64', programs: /^ELF 64-bit LSB .*, ARM aarch64,/, codename: 'trixie' },
  {
    target: 'armhf-debian',
    options: current('armhf-debian'),
    architecture: 'armhf',
    programs: ARM,
    codename: 'trixie',
  },
  {
    target: 'armhf-raspbian',
    options: async () => [
      '--suite=bookworm',
      `--mirror=${await debianMirror()}`,
      '--keyring=/usr/share/keyrings/debian-archive-keyring.gpg',
    ],
    architecture: 'armhf',
    programs: ARM,
    codename: 'bookworm',
  },
  {
    target: 'mips',
    options: () => ['--architecture=mipsel', '--suite=bookworm', '--mirror=debian'],
    architecture: 'mipsel',
    programs: /^ELF 32-bit LSB .*, MIPS,/,
    codename: 'bookworm',
  },
];

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  workspace.editJson('configs.json', (json) => {
    json['base_image'] = { image: 'hypriotkit-test/base_image:latest' };
    json['root_fs'] = { image: 'hypriotkit-test/root_fs:latest', ...FIELDS };
  });
});
afterAll(() => workspace.remove());

describe.each(CASES)('$target', ({ target, options, architecture, programs, codename }) => {
  let tree: RunningContainer;
  const inTree = async (script: string) => {
    const { code, output } = await tree.run(script);
    expect({ script, code, output }).toMatchObject({ code: 0 });
    return output.trim();
  };
  const chroot = (command: string) => inTree(`chroot /tree ${command}`);

  beforeAll(async () => {
    const own = [`--target=${target}`, ...((await options?.()) ?? [])];
    const started = Date.now();
    await workspace.nx(['run', 'root_fs:build', '--fresh', '--skip-nx-cache', '--', ...own]);
    const seconds = Math.round((Date.now() - started) / 1000);

    const folder = join(workspace.root, 'dist', 'artifacts', 'root_fs');
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
    expect(file).toBe(`rootfs-${target}-long.tar.gz`);
    console.log(`${own.join(' ')}: ${statSync(join(folder, file!)).size / 1e6} MB, ${seconds} s`);

    tree = new RunningContainer(await builderImage('root_fs', 'components/root_fs/builder'));
    tree.copyIn(join(folder, file!), '/');
    await inTree(`mkdir /tree; tar --extract --file /${file} --directory /tree --numeric-owner --xattrs`);
    await inTree('mknod --mode=666 /tree/dev/null c 1 3');
  }, HOUR);
  afterAll(() => tree?.remove());

  it('runs, and says what it is', async () => {
    expect(await chroot('dpkg --print-architecture')).toBe(architecture);
    expect(await inTree('file --brief --dereference /tree/usr/bin/true')).toMatch(programs);
    const release = await chroot('/bin/sh -c \'. /etc/os-release; echo "$VERSION_CODENAME, $HYPRIOT_OS"\'');
    expect(release).toBe(`${codename}, HypriotOS/${architecture}`);
  });

  it('has nothing of another architecture in it', async () => {
    const kinds = await inTree(
      "find /tree -xdev -type f -size +0 -print0 | xargs -0 file --no-pad --brief | grep '^ELF' | cut -d , -f 1,2 | sort --unique",
    );
    for (const kind of kinds.split('\n')) expect(`${kind}, EABI5, `).toMatch(programs);
  });

  it('has all packages set up, and the locale', async () => {
    expect(await chroot('dpkg --audit')).toBe('');
    expect(await chroot('env LC_ALL=en_US.UTF-8 locale charmap')).toBe('UTF-8');
  });

  it('has the configured user, group and host name', async () => {
    expect(await chroot('id 1000')).toMatch(/^uid=1000\(davy\) gid=1000\(crew\) .*\(sudo\)/);
    expect(await chroot('cat /etc/hostname')).toBe('flying-dutchman');
  });

  it('knows where its packages are from', async () => {
    const sources = await inTree('cat /tree/etc/apt/sources.list.d/*.sources');
    const suite = /Suites: (\S+)/.exec(sources)![1];
    expect([codename, 'stable']).toContain(suite);
    expect(
      await inTree("sed -n 's/^Signed-By: //p' /tree/etc/apt/sources.list.d/*.sources | xargs -I{} ls /tree/{}"),
    ).toContain('debian-archive-keyring.gpg');
  });
});
