import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builderImage, type RunningContainer } from '../../e2e/lib/containers';
import { rootFsBuilder } from '../../e2e/lib/root-fs-builder';
import { WorkspaceCopy } from '../../e2e/lib/workspace-copy';

const HOUR = 60 * 60 * 1000;

/** What every tree is given, other than the defaults. */
const FIELDS = { hostname: 'flying-dutchman', username: 'davy', groupname: 'crew', version: 'test' };

/** A target of root_fs and what a tree of it has to be. */
export interface TargetCase {
  target: string;
  /** Options of the build, where the target's defaults are not to be had. */
  options?: () => string[] | Promise<string[]>;
  /** Debian's name of it. */
  architecture: string;
  /** What `file` says of its programs. */
  programs: RegExp;
  codename: string;
}

/** Tests that build a target without any cache, enter the tree and ask it what it is. */
export function describeTarget({ target, options, architecture, programs, codename }: TargetCase): void {
  describe(`root_fs for ${target}`, () => {
    let workspace: WorkspaceCopy;
    let tree: RunningContainer;

    beforeAll(async () => {
      workspace = await copyWithFields();
      const archive = await build(workspace, target, (await options?.()) ?? []);
      tree = await unpacked(archive);
    }, HOUR);
    afterAll(() => {
      tree?.remove();
      workspace?.remove();
    });

    const inContainer = async (script: string) => {
      const { code, output } = await tree.run(script);
      expect({ script, code, output }).toMatchObject({ code: 0 });
      return output.trim();
    };
    const inTree = (command: string) => inContainer(`chroot /tree ${command}`);

    it('runs, and says what it is', async () => {
      expect(await inTree('dpkg --print-architecture')).toBe(architecture);
      expect(await inContainer('file --brief --dereference /tree/usr/bin/true')).toMatch(programs);
      const release = await inTree('/bin/sh -c \'. /etc/os-release; echo "$VERSION_CODENAME, $HYPRIOT_OS"\'');
      expect(release).toBe(`${codename}, HypriotOS/${architecture}`);
    });

    it('has nothing of another architecture in it', async () => {
      const files = 'find /tree -xdev -type f -size +0 -print0 | xargs -0 file --no-pad --brief';
      const kinds = (await inContainer(`${files} | grep '^ELF' | cut -d , -f 1,2 | sort --unique`)).split('\n');
      for (const kind of kinds) expect(`${kind},`).toMatch(programs);
    });

    it('has all packages set up, and the locale', async () => {
      expect(await inTree('dpkg --audit')).toBe('');
      expect(await inTree('env LC_ALL=en_US.UTF-8 locale charmap')).toBe('UTF-8');
    });

    it('has the configured user, group and host name', async () => {
      expect(await inTree('id 1000')).toMatch(/^uid=1000\(davy\) gid=1000\(crew\) .*\(sudo\)/);
      expect(await inTree('cat /etc/hostname')).toBe('flying-dutchman');
    });

    it('has the sources and the keyring for its updates', async () => {
      const sources = await inContainer('cat /tree/etc/apt/sources.list.d/*.sources');
      expect([codename, 'stable']).toContain(/^Suites: (\S+)/m.exec(sources)?.[1]);
      const keyring = /^Signed-By: (\S+)$/m.exec(sources)?.[1];
      await inContainer(`test -s /tree/${keyring}`);
    });
  });
}

async function copyWithFields(): Promise<WorkspaceCopy> {
  const image = await builderImage('root_fs', 'components/root_fs/builder');
  const workspace = new WorkspaceCopy();
  workspace.editJson('configs.json', (json) => {
    json['base_image'] = { image: 'hypriotkit-test/base_image:latest' };
    json['root_fs'] = { image, ...FIELDS };
  });
  return workspace;
}

/** Builds a target, says what that took, and returns the path of the archive. */
async function build(workspace: WorkspaceCopy, target: string, options: string[]): Promise<string> {
  const words = [`--target=${target}`, ...options];
  const started = Date.now();
  const output = await workspace.nx(['run', 'root_fs:build', '--skip-nx-cache', '--', '--fresh', ...words]);
  const seconds = Math.round((Date.now() - started) / 1000);
  // Neither cache nor store has made it.
  expect(output).toContain('Installing the packages of HypriotOS');

  const folder = join(workspace.root, 'dist', 'artifacts', 'root_fs');
  const files = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
  expect(files).toEqual([`rootfs-${target}-${FIELDS.version}.tar.gz`]);
  const archive = join(folder, files[0]!);
  console.log(`${words.join(' ')}: ${Math.round(statSync(archive).size / 1e6)} MB, ${seconds} s`);
  return archive;
}

async function unpacked(archive: string): Promise<RunningContainer> {
  const container = await rootFsBuilder();
  container.copyIn(archive, '/tree.tar.gz');
  const { code, output } = await container.run(
    'mkdir /tree && tar --extract --file /tree.tar.gz --directory /tree --numeric-owner --xattrs && mknod --mode=666 /tree/dev/null c 1 3',
  );
  expect({ code, output }).toEqual({ code: 0, output: '' });
  return container;
}
