import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getProjects, readJson, writeJson, type Tree } from '@nx/devkit';
import { contents } from '../testing/contents';
import { emptyWorkspace } from '../testing/empty-workspace';
import preset from '../preset/generator';
import fork from './generator';

const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-fork-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a configs.json outside the workspace and returns its path. */
function configs(value: unknown): string {
  const file = join(folder, 'configs.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

const names = (tree: Tree) => [...getProjects(tree).keys()].sort();
const project = (tree: Tree, name: string) => readJson<object>(tree, `components/${name}/project.json`);
const ODROID = { base_image: {}, blank_image: { device: 'odroid' } };

describe('generator fork', () => {
  let tree: Tree;
  beforeEach(() => (tree = emptyWorkspace()));

  describe('without a name', () => {
    it('adds the listed components with what they are made from, and lays the values over their defaults', async () => {
      await fork(tree, { configs: configs(ODROID) });
      expect(names(tree)).toEqual(['base_image', 'blank_image']);
      expect(readJson(tree, 'image/configs.json')).toMatchObject({
        blank_image: { image: 'hypriotkit/blank_image:latest', device: 'odroid' },
      });
    });

    it('changes the components that are there, and nothing else of them', async () => {
      await preset(tree, {});
      const before = contents(tree);
      await fork(tree, {
        configs: configs({ rpi_kernel: { kernel_repo: 'https://git.test/linux', branch: 'rpi-6.12.y' } }),
      });
      const { 'image/configs.json': after, ...rest } = contents(tree);
      expect(rest).toEqual(
        Object.fromEntries(Object.entries(before).filter(([file]) => file !== 'image/configs.json')),
      );
      expect(JSON.parse(after!)).toMatchObject({
        rpi_kernel: { kernel_repo: 'https://git.test/linux', branch: 'rpi-6.12.y', defconfig: '' },
      });
    });

    it('says where the configuration of the workspace is broken, and nothing of what it holds', async () => {
      await preset(tree, {});
      tree.write('configs.json', '{\n  "root_fs": {\n    "hostname": "reef"\n    "password": "locker"\n  }\n}\n');
      const error: unknown = await fork(tree, { configs: configs({ root_fs: { password: 'cutlass' } }) }).catch(
        (error: unknown) => error,
      );
      expect(String(error)).toMatch(/configs\.json.* at 4:5/);
      expect(String(error)).not.toMatch(/locker|cutlass/);
    });

    it('keeps a git URL in repo as it is', async () => {
      await fork(tree, { configs: configs({ blank_image: { repo: 'https://git.test/blank-image.git' } }) });
      expect(readJson(tree, 'image/configs.json')).toMatchObject({
        blank_image: { repo: 'https://git.test/blank-image.git' },
      });
    });

    it('keeps a git URL with credentials out of the defaults', async () => {
      const repo = 'https://davy:locker@git.test/blank-image.git#main:builder';
      await fork(tree, { configs: configs({ blank_image: { repo, device: 'odroid' } }) });
      expect(tree.read('image/configs.json', 'utf8')).not.toContain('git.test');
      expect(readJson(tree, 'configs.json')).toMatchObject({ blank_image: { repo } });
      expect(readJson(tree, 'image/configs.json')).toMatchObject({ blank_image: { device: 'odroid' } });
    });

    it('lays lists and numbers over the defaults, and keeps a list with credentials out of them', async () => {
      const keys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp davy'];
      await fork(tree, {
        name: 'my',
        configs: configs({
          root_fs: { ssh_authorized_keys: keys },
          rpi_sd_image: { container_images: ['nginx:1.29'], root_megabytes: 4000 },
          teapot: { leaves: ['https://davy:locker@git.test/mint'] },
        }),
      });
      expect(readJson(tree, 'image/configs.json')).toMatchObject({
        my_root_fs: { ssh_authorized_keys: keys },
        my_rpi_sd_image: { container_images: ['nginx:1.29'], root_megabytes: 4000 },
      });
      expect(tree.read('image/configs.json', 'utf8')).not.toContain('locker');
      expect(readJson(tree, 'configs.json')).toMatchObject({
        my_teapot: { leaves: [expect.stringContaining('locker')] },
      });
    });

    it('keeps secrets out of the defaults', async () => {
      await fork(tree, { configs: configs({ root_fs: { username: 'davy', password: 'locker' } }) });
      expect(readJson(tree, 'image/configs.json')).toMatchObject({
        root_fs: { username: 'davy', password: 'hypriot' },
      });
      expect(readJson(tree, 'configs.json')).toEqual({
        $schema: './image/configs.schema.json',
        root_fs: { password: 'locker' },
      });
    });

    it('makes a component of what nobody knows, with its fields in the environment', async () => {
      await fork(tree, {
        configs: configs({ base_image: {}, teapot: { colour: 'blue', cups: 4, spout: true, leaves: ['mint'] } }),
      });
      expect(project(tree, 'teapot')).toHaveProperty('targets.build.options.base', { component: 'base_image' });
      expect(tree.exists('components/teapot/builder/build.sh')).toBe(true);
      expect(readJson(tree, 'image/configs.json')).toMatchObject({
        teapot: { colour: 'blue', cups: 4, leaves: ['mint'], version: 'latest' },
      });
      expect(readJson(tree, 'components/teapot/fields.json')).toMatchObject({
        properties: {
          colour: { type: 'string', environment: 'COLOUR' },
          cups: { type: 'number', environment: 'CUPS' },
          spout: { type: 'boolean', environment: 'SPOUT' },
          leaves: { type: 'array', environment: 'LEAVES' },
        },
      });
    });

    it('writes no builder for a component that has one elsewhere', async () => {
      const elsewhere = { repo: 'https://git.test/teapot.git', branch: 'next' };
      await fork(tree, { configs: configs({ teapot: elsewhere }) });
      expect(tree.exists('components/teapot/builder')).toBe(false);
      expect(readJson(tree, 'image/configs.json')).toMatchObject({ teapot: { ...elsewhere, commit: '' } });
      expect(readJson(tree, 'components/teapot/fields.json')).not.toHaveProperty('properties.branch.environment');
    });

    it('states what a container needs of a component whose builder it writes, not of one that has it elsewhere', async () => {
      await fork(tree, { configs: configs({ kettle: {}, teapot: { repo: 'https://git.test/teapot.git' } }) });
      const container = 'targets.build.options.container';
      expect(project(tree, 'kettle')).toHaveProperty(container);
      expect(project(tree, 'teapot')).not.toHaveProperty(container);
    });
  });

  describe('with a name', () => {
    it('adds forks that share what is the same and refer to each other', async () => {
      await preset(tree, {});
      await fork(tree, {
        name: 'davy',
        configs: configs({
          base_image: {},
          root_fs: { hostname: 'flying-dutchman' },
          blank_image: {},
          rpi_bootloader: {},
          rpi_kernel: {},
          rpi_sd_image: {},
        }),
      });
      expect(names(tree).filter((name) => name.startsWith('davy'))).toEqual(['davy_root_fs', 'davy_rpi_sd_image']);
      expect(project(tree, 'davy_rpi_sd_image')).toMatchObject({
        name: 'davy_rpi_sd_image',
        targets: {
          build: {
            options: {
              base: { component: 'base_image' },
              inputs: expect.arrayContaining([
                { component: 'davy_root_fs', role: 'root-filesystem' },
                { component: 'rpi_kernel', role: 'kernel' },
              ]),
            },
          },
          boot: { options: { environmentOf: 'verify' } },
          verify: {
            options: {
              inputs: [{ component: 'davy_rpi_sd_image', role: 'sd-image' }],
              environment: {
                VALUE_HOSTNAME: '{davy_root_fs.hostname}',
                VALUE_ARCHITECTURE: { field: 'davy_root_fs.target' },
              },
            },
          },
        },
      });
      const { root_fs, davy_root_fs } = readJson<Record<string, object>>(tree, 'image/configs.json');
      expect(root_fs).toHaveProperty('hostname', 'black-pearl');
      // All else is the original's.
      expect(davy_root_fs).toEqual({ image: 'hypriotkit/davy_root_fs:latest', hostname: 'flying-dutchman' });
      const fields = readJson<object>(tree, 'components/davy_root_fs/fields.json');
      expect(fields).toEqual({ ...readJson(tree, 'components/root_fs/fields.json'), inherits: 'root_fs' });
    });

    it('forks everything that stands on a forked base, what nobody knows included', async () => {
      await fork(tree, {
        name: 'my',
        configs: configs({ base_image: { image: 'my/base:1' }, blank_image: {}, teapot: {} }),
      });
      expect(names(tree)).toEqual(['base_image', 'blank_image', 'my_base_image', 'my_blank_image', 'my_teapot']);
      for (const name of ['my_blank_image', 'my_teapot']) {
        expect(project(tree, name)).toHaveProperty('targets.build.options.base', { component: 'my_base_image' });
      }
      expect(readJson(tree, 'image/configs.json')).toMatchObject({ my_base_image: { image: 'my/base:1' } });
    });

    it('takes later values the second time, and overwrites no component', async () => {
      await fork(tree, { name: 'my', configs: configs(ODROID) });
      const first = contents(tree);
      await fork(tree, { name: 'my', configs: configs(ODROID) });
      expect(contents(tree)).toEqual(first);
      await fork(tree, { name: 'my', configs: configs({ blank_image: { device: 'rpi' } }) });
      expect(readJson(tree, 'image/configs.json')).toMatchObject({ my_blank_image: { device: 'rpi' } });
      writeJson(tree, 'components/my_blank_image/project.json', { name: 'my_blank_image' });
      await expect(fork(tree, { name: 'my', configs: configs(ODROID) })).rejects.toThrow('HK_COMPONENT_EXISTS');
    });

    it('refuses a name that is none', async () => {
      await expect(fork(tree, { name: '../my', configs: configs(ODROID) })).rejects.toThrow('HK_NAME_INVALID');
    });
  });

  it.each([
    ['a field that does not exist', { blank_image: { devise: 'rpi' } }, 'did you mean "device"'],
    ['a value that is none of the choices', { blank_image: { device: 'toaster' } }, '"toaster"'],
    ['a component that is no object', { blank_image: 'odroid' }, 'blank_image: expected an object'],
    ['a field that is null', { teapot: { lid: null } }, 'teapot.lid: expected'],
    ['a field whose variable the shell uses', { teapot: { path: '/srv' } }, '"PATH" cannot be the variable of a field'],
    ['a component with a bad name', { '../blank_image': {} }, 'HK_NAME_INVALID'],
    ['broken JSON', '{ "blank_image": }', 'line 1, column'],
  ])('names %s', async (_, value, said) => {
    await expect(fork(tree, { configs: configs(value) })).rejects.toThrow(said);
  });

  it('names a file that is not there', async () => {
    await expect(fork(tree, { configs: 'nowhere.json' })).rejects.toThrow(/nowhere\.json.*HK_CONFIGURATION_INVALID/s);
  });
});
