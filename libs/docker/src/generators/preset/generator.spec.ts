import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getProjects, readJson, writeJson, type Tree } from '@nx/devkit';

import { contents } from '../testing/contents';
import { emptyWorkspace } from '../testing/empty-workspace';
import preset from './generator';

const ROOT = join(__dirname, '..', '..', '..', '..', '..');
const SIX = ['base_image', 'blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel', 'rpi_sd_image'];

describe('generator preset', () => {
  let tree: Tree;
  beforeEach(() => (tree = emptyWorkspace()));

  it('adds the six components of HypriotOS, with the configuration of this workspace', async () => {
    await preset(tree, { system: 'hypriotos' });
    expect([...getProjects(tree).keys()].sort()).toEqual(SIX);
    for (const name of ['configs.json', 'configs.schema.json']) {
      const { $schema, properties, ...own } = JSON.parse(readFileSync(join(ROOT, 'image', name), 'utf8'));
      expect(readJson(tree, `image/${name}`)).toMatchObject(properties ? { properties } : own);
    }
    for (const name of SIX) {
      const file = `components/${name}/fields.json`;
      expect(readJson(tree, file)).toEqual(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
    }
  });

  it('adds their builders, scripts executable, without tests', async () => {
    await preset(tree, {});
    const script = tree.listChanges().find(({ path }) => path === 'components/blank_image/builder/rpi/build.sh');
    expect(script?.options?.mode).toBe(0o755);
    expect(tree.exists('components/rpi_sd_image/proof/boot.py')).toBe(true);
    const developed = /\.ts$|_test\.py$|\/(testing|typings)\//;
    expect(Object.keys(contents(tree)).filter((path) => developed.test(path))).toEqual([]);
  });

  it('adds chosen components with what they are made from', async () => {
    await preset(tree, { components: ['blank_image'] });
    expect([...getProjects(tree).keys()].sort()).toEqual(['base_image', 'blank_image']);
    expect(Object.keys(readJson(tree, 'image/configs.json'))).toEqual(['$schema', 'base_image', 'blank_image']);
  });

  it('knows no other component', async () => {
    await expect(preset(tree, { components: ['blank'] })).rejects.toThrow(/base_image.*HK_NAME_INVALID/s);
  });

  it('changes nothing the second time, and adds the rest to a part', async () => {
    await preset(tree, { components: ['blank_image'] });
    await preset(tree, {});
    expect([...getProjects(tree).keys()].sort()).toEqual(SIX);
    const first = contents(tree);
    await preset(tree, {});
    expect(contents(tree)).toEqual(first);
  });

  it('keeps values that somebody has chosen', async () => {
    await preset(tree, {});
    writeJson(tree, 'image/configs.json', { root_fs: { hostname: 'flying-dutchman' } });
    await preset(tree, {});
    expect(readJson(tree, 'image/configs.json')).toMatchObject({
      root_fs: { hostname: 'flying-dutchman', username: 'pirate' },
      rpi_sd_image: { version: 'latest' },
    });
  });

  it('overwrites no component unless forced', async () => {
    writeJson(tree, 'components/blank_image/project.json', { name: 'blank_image' });
    await expect(preset(tree, {})).rejects.toThrow(/blank_image\/project\.json.*HK_COMPONENT_EXISTS/s);
    expect(tree.exists('components/root_fs/project.json')).toBe(false);
    await preset(tree, { force: true });
    expect(readJson(tree, 'components/blank_image/project.json')).toHaveProperty('targets.build');
  });
});
