import { readJson, writeJson, type Tree } from '@nx/devkit';

import { contents } from '../testing/contents';
import { emptyWorkspace } from '../testing/empty-workspace';
import component from './generator';

describe('generator component', () => {
  let tree: Tree;
  beforeEach(() => (tree = emptyWorkspace()));

  it('writes a project, a builder, an entry of the configuration and its schema', async () => {
    await component(tree, { name: 'hello', description: 'Greeting' });
    expect(readJson(tree, 'components/hello/project.json')).toMatchObject({
      name: 'hello',
      $schema: '../../node_modules/nx/schemas/project-schema.json',
      metadata: { description: 'Greeting' },
      targets: {
        build: {
          executor: '@hypriotkit/docker:build',
          options: {
            base: { image: 'debian:trixie-slim' },
            container: { capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'], network: 'none' },
          },
        },
      },
    });
    expect(tree.read('components/hello/builder/Dockerfile', 'utf8')).toContain('FROM ${BASE_IMAGE}');
    const script = tree.listChanges().find(({ path }) => path === 'components/hello/builder/build.sh');
    expect(script?.options?.mode).toBe(0o755);
    expect(readJson(tree, 'image/configs.json')).toMatchObject({
      hello: { image: 'hypriotkit/hello:latest', repo: 'components/hello/builder', version: 'latest' },
    });
    expect(readJson(tree, 'image/configs.schema.json')).toMatchObject({
      definitions: { image: expect.any(Object), repo: expect.any(Object), tag: expect.any(Object) },
      properties: { hello: { $ref: '../components/hello/fields.json' } },
    });
    expect(readJson(tree, 'components/hello/fields.json')).toMatchObject({
      description: 'Greeting',
      additionalProperties: false,
      properties: {
        image: { $ref: '../../image/configs.schema.json#/definitions/image' },
        version: { $ref: '../../image/configs.schema.json#/definitions/tag', environment: 'VERSION' },
      },
    });
  });

  it('starts from base_image where there is one, else from what it is told', async () => {
    await component(tree, { name: 'base_image' });
    await component(tree, { name: 'hello' });
    await component(tree, { name: 'other', base: 'hello' });
    await component(tree, { name: 'third', base: 'alpine:3' });
    const base = (name: string) =>
      readJson<{ targets: { build: { options: { base: unknown } } } }>(tree, `components/${name}/project.json`).targets
        .build.options.base;
    expect(base('base_image')).toEqual({ image: 'debian:trixie-slim' });
    expect(base('hello')).toEqual({ component: 'base_image' });
    expect(base('other')).toEqual({ component: 'hello' });
    expect(base('third')).toEqual({ image: 'alpine:3' });
  });

  it.each([
    [undefined, 'components/** text=auto eol=lf\n'],
    ['*.png binary', '*.png binary\ncomponents/** text=auto eol=lf\n'],
    ['*  text=auto  eol=lf\n', '*  text=auto  eol=lf\n'],
  ])('keeps the line ends of Linux in builders, where .gitattributes has %j', async (before, after) => {
    if (before) tree.write('.gitattributes', before);
    await component(tree, { name: 'hello' });
    await component(tree, { name: 'ahoy' });
    expect(tree.read('.gitattributes', 'utf8')).toBe(after);
  });

  it('takes a bare word that is no component for a slip', async () => {
    await expect(component(tree, { name: 'hello', base: 'base_imgae' })).rejects.toThrow('HK_BASE_UNKNOWN');
  });

  it.each(['debian:', 'debian:trixie:slim', 'Debian:trixie', 'registry:99999/debian:12', 'docker.io/'])(
    'refuses what is no name of an image: %s',
    async (base) => {
      await expect(component(tree, { name: 'hello', base })).rejects.toThrow('HK_NAME_INVALID');
    },
  );

  it('changes nothing the second time', async () => {
    await component(tree, { name: 'hello' });
    const first = contents(tree);
    await component(tree, { name: 'hello' });
    expect(contents(tree)).toEqual(first);
  });

  it.each([
    '',
    'Hello',
    '../hello',
    'a/b',
    'a b',
    '-a',
    'a_',
    '1a',
    '$schema',
    '__proto__',
    'constructor',
    'con',
    'dist',
  ])('refuses the name %j', async (name) => {
    const before = contents(tree);
    await expect(component(tree, { name })).rejects.toThrow('HK_NAME_INVALID');
    expect(contents(tree)).toEqual(before);
  });

  it('refuses a name that is too long', async () => {
    await expect(component(tree, { name: 'a'.repeat(61) })).rejects.toThrow('60 characters');
  });

  it.each(['../up', '/tmp', 'a/../../b', '.git', 'node_modules/x', 'a//b', ''])(
    'refuses the folder %j',
    async (directory) => {
      await expect(component(tree, { name: 'hello', directory })).rejects.toThrow('HK_NAME_INVALID');
    },
  );

  it('makes the component in the folder that it is told', async () => {
    await component(tree, { name: 'hello', directory: 'images/parts' });
    expect(readJson(tree, 'images/parts/hello/project.json')).toMatchObject({
      $schema: '../../../node_modules/nx/schemas/project-schema.json',
    });
    expect(readJson(tree, 'image/configs.json')).toMatchObject({ hello: { repo: 'images/parts/hello/builder' } });
  });

  it('overwrites no component unless forced, and keeps its values then', async () => {
    await component(tree, { name: 'hello' });
    tree.write('components/hello/builder/build.sh', 'mine');
    writeJson(tree, 'image/configs.json', { hello: { version: '7' } });
    await expect(component(tree, { name: 'hello' })).rejects.toThrow(
      /already:\n {2}- components\/hello\/builder\/build.sh\n.*--force.*HK_COMPONENT_EXISTS/s,
    );
    expect(tree.read('components/hello/builder/build.sh', 'utf8')).toBe('mine');
    await component(tree, { name: 'hello', force: true });
    expect(tree.read('components/hello/builder/build.sh', 'utf8')).toContain('$ARTIFACT');
    expect(readJson(tree, 'image/configs.json')).toMatchObject({ hello: { version: '7' } });
  });

  it('never takes the name of another project, forced or not', async () => {
    writeJson(tree, 'libs/hello/project.json', { name: 'hello' });
    await expect(component(tree, { name: 'hello', force: true })).rejects.toThrow('a project hello in libs/hello');
  });

  it('says where a broken configuration is broken', async () => {
    tree.write('image/configs.json', '{\n  "hello": ,\n}');
    await expect(component(tree, { name: 'hello' })).rejects.toThrow(
      /image\/configs\.json[^]*HK_CONFIGURATION_INVALID/,
    );
  });
});
