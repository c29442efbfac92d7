import { readJson, readNxJson, writeJson, type Tree } from '@nx/devkit';

import { contents } from '../testing/contents';
import { emptyWorkspace } from '../testing/empty-workspace';
import init from './generator';

describe('generator init', () => {
  let tree: Tree;
  beforeEach(() => (tree = emptyWorkspace()));

  it('registers the plugin, makes the configuration files and enters itself', async () => {
    await init(tree, {});
    expect(readNxJson(tree)?.plugins).toEqual(['@hypriotkit/docker']);
    expect(readJson(tree, 'image/configs.json')).toEqual({ $schema: './configs.schema.json' });
    expect(readJson(tree, 'configs.json')).toEqual({ $schema: './image/configs.schema.json' });
    expect(readJson(tree, 'image/configs.schema.json')).toMatchObject({ additionalProperties: false });
    expect(tree.read('.gitignore', 'utf8')).toBe('dist/\n');
    expect(readJson(tree, 'package.json')).toMatchObject({
      devDependencies: { '@hypriotkit/docker': expect.stringMatching(/^\d/) },
    });
  });

  it('leaves what is there as it is', async () => {
    const own = { plugins: [{ plugin: '@hypriotkit/docker', include: ['components/**'] }] };
    writeJson(tree, 'nx.json', own);
    writeJson(tree, 'image/configs.json', { tea: {} });
    writeJson(tree, 'configs.json', { tea: { cups: 2 } });
    writeJson(tree, 'image/configs.schema.json', { title: 'mine' });
    tree.write('.gitignore', '/dist');
    await init(tree, { skipFormat: true });
    expect(readNxJson(tree)).toMatchObject(own);
    expect(readJson(tree, 'image/configs.json')).toEqual({ tea: {} });
    expect(readJson(tree, 'configs.json')).toEqual({ tea: { cups: 2 } });
    expect(readJson(tree, 'image/configs.schema.json')).toEqual({ title: 'mine' });
    expect(tree.read('.gitignore', 'utf8')).toBe('/dist');
  });

  it('keeps defaults of other targets from the build of components', async () => {
    const build = { cache: true, inputs: ['production', '^production'] };
    writeJson(tree, 'nx.json', { targetDefaults: { build } });
    await init(tree, {});
    expect(readNxJson(tree)?.targetDefaults).toEqual({ build, '@hypriotkit/docker:build': {} });
  });

  it('adds lines to a .gitignore that ends without a newline', async () => {
    tree.write('.gitignore', 'tmp');
    await init(tree, {});
    expect(tree.read('.gitignore', 'utf8')).toBe('tmp\ndist/\n');
  });

  it('changes nothing the second time', async () => {
    await init(tree, {});
    const first = contents(tree);
    await init(tree, {});
    expect(contents(tree)).toEqual(first);
  });

  it('is no dependency of the workspace that holds it', async () => {
    writeJson(tree, 'package.json', { name: 'whole', workspaces: ['libs/*'] });
    writeJson(tree, 'libs/docker/package.json', { name: '@hypriotkit/docker', version: '0.0.0' });
    await init(tree, {});
    expect(readJson(tree, 'package.json')).toEqual({ name: 'whole', workspaces: ['libs/*'] });
  });
});
