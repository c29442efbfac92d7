import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildRequest } from '../lib/requests';
import type { Repositories } from '../lib/repositories';
import { settingsOf } from '../lib/settings';
import { taskOf } from '../lib/tasks';
import { BoardsWorkspace } from '../testing/boards-workspace';

let workspace: BoardsWorkspace;
beforeEach(() => (workspace = new BoardsWorkspace()));
afterEach(() => workspace.remove());

const targets = async (name: string) => Object.keys((await workspace.infer())[name]!.targets);

describe('a board', () => {
  it('has its own image, and shares everything else', async () => {
    workspace.board('garage', {});
    const { garage } = await workspace.infer();
    expect(Object.keys(garage!.targets)).toEqual(['build', 'reproduce', 'lock', 'update-lock', 'taste', 'config']);
    expect(garage).toMatchObject({ name: 'garage', implicitDependencies: ['pot', 'leaf', 'milk'] });
    expect(garage!.targets['build']).toMatchObject({
      options: { component: 'tea', board: 'garage', inputs: [{ component: 'leaf' }, { component: 'milk' }] },
      outputs: ['{workspaceRoot}/dist/boards/garage/tea'],
      dependsOn: ['pot', 'leaf', 'milk'].map((name) => ({ projects: [name], target: 'build' })),
    });
  });

  it('has the targets flash, imager and report of the image, for its own', async () => {
    const { targets } = workspace.projects['tea']!;
    targets!['flash'] = { executor: '@hypriotkit/docker:flash', dependsOn: ['build'], options: { large: true } };
    targets!['imager'] = { executor: '@hypriotkit/docker:imager', dependsOn: ['build'] };
    targets!['report'] = { executor: '@hypriotkit/docker:report', dependsOn: ['taste'] };
    workspace.board('garage', {});
    const { garage } = await workspace.infer();
    expect(garage!.targets['report']).toEqual({
      executor: '@hypriotkit/docker:report',
      dependsOn: ['taste'],
      options: { component: 'tea', board: 'garage' },
    });
    expect(garage!.targets['flash']).toEqual({
      executor: '@hypriotkit/docker:flash',
      dependsOn: ['build'],
      options: { component: 'tea', board: 'garage', large: true },
    });
    expect(garage!.targets['imager']).toEqual({
      executor: '@hypriotkit/docker:imager',
      dependsOn: ['build'],
      options: { component: 'tea', board: 'garage' },
    });
  });

  it('has its image built twice, and each component that it changes, from what these are made from', async () => {
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { garage } = await workspace.infer();
    expect(garage!.targets['reproduce-leaf']).toMatchObject({ options: { component: 'leaf', board: 'garage' } });
    const { options, dependsOn, cache } = garage!.targets['reproduce']!;
    expect(options).toEqual({ component: 'tea', board: 'garage' });
    expect(dependsOn).toEqual(garage!.targets['build']!.dependsOn);
    expect(dependsOn).toContain('build-leaf');
    expect(cache).toBe(false);
  });

  it('locks what it has for itself, all of it with its image', async () => {
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { targets } = (await workspace.infer())['garage']!;
    expect(targets['lock-leaf']).toMatchObject({
      options: { component: 'leaf', board: 'garage' },
      dependsOn: ['build-leaf'],
    });
    expect(targets['lock']).toMatchObject({
      executor: '@hypriotkit/docker:lock',
      options: { component: 'tea', board: 'garage' },
      dependsOn: ['build', 'lock-leaf'],
      cache: false,
    });
    expect(targets['update-lock']).toMatchObject({
      executor: '@hypriotkit/docker:update-lock',
      dependsOn: [...targets['build']!.dependsOn!, 'update-lock-leaf'],
      cache: false,
    });
    const fields = ['boards.garage.leaf'];
    expect(targets['build-leaf']!.inputs).toContainEqual({ json: '{workspaceRoot}/hypriotkit.lock.json', fields });
  });

  it('has a target for each component that it changes, and for those that read one', async () => {
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { garage } = await workspace.infer();
    expect(Object.keys(garage!.targets)).toEqual([
      'build-leaf',
      'build',
      'reproduce-leaf',
      'lock-leaf',
      'update-lock-leaf',
      'reproduce',
      'lock',
      'update-lock',
      'taste',
      'config',
    ]);
    expect(garage!.targets['build-leaf']).toMatchObject({
      options: { component: 'leaf', board: 'garage' },
      outputs: ['{workspaceRoot}/dist/boards/garage/leaf'],
    });
    expect(garage!.targets['build']).toMatchObject({
      options: { inputs: [{ component: 'leaf', board: 'garage' }, { component: 'milk' }] },
      dependsOn: [{ projects: ['pot'], target: 'build' }, 'build-leaf', { projects: ['milk'], target: 'build' }],
    });
    workspace.board('garage', { pot: { image: 'other:1' } });
    expect(await targets('garage')).toEqual([
      'build-pot',
      'build',
      'reproduce',
      'lock',
      'update-lock',
      'taste',
      'config',
    ]);
  });

  it.each([
    ['a component that does not exist', '{"te":{},"leaf":{}}'],
    ['half a file', '{"tea":{"kind":'],
  ])("stands in nobody's way with several images and %s", async (_, text) => {
    workspace.add('coffee', { base: { image: 'scratch' }, artifacts: [{ role: 'coffee', file: 'coffee' }] });
    workspace.write('boards/garage/configs.json', text);
    expect(await targets('garage')).toContain('build');
  });

  it('has its own of a component whose build names a field that it changes', async () => {
    Object.assign(workspace.projects['milk']!.targets!['build']!.options as object, {
      environment: { A: '{leaf.image}' },
    });
    workspace.board('garage', { leaf: { image: 'leaf:latest' } });
    expect(await targets('garage')).not.toContain('build-milk');
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { garage } = await workspace.infer();
    expect(Object.keys(garage!.targets)).toContain('build-milk');
    expect(garage!.targets['build-milk']!.inputs).toContainEqual({
      json: '{workspaceRoot}/boards/garage/configs.json',
      fields: ['milk', 'leaf.image'],
    });
    expect(garage!.targets['build-milk']!.inputs).not.toContainEqual({
      json: '{workspaceRoot}/image/configs.json',
      fields: expect.arrayContaining(['leaf.image']) as string[],
    });
  });

  it('does not change what it sets to the value of the workspace', async () => {
    workspace.write('configs.json', { leaf: { image: 'other:1' } });
    workspace.board('garage', { leaf: { image: 'other:1' }, tea: { kind: 'black' } });
    expect(await targets('garage')).not.toContain('build-leaf');
    workspace.write('configs.json', {});
    expect(await targets('garage')).toContain('build-leaf');
  });

  it('changes what its file outside of git sets, and what a variable holds', async () => {
    workspace.board('garage', {});
    workspace.board('garage', { leaf: { image: 'other:1' } }, 'configs.local.json');
    expect(await targets('garage')).toContain('build-leaf');
    workspace.board('garage', { leaf: { image: { env: 'NOT_SET_ANYWHERE' } } }, 'configs.local.json');
    expect(await targets('garage')).toContain('build-leaf');
  });

  it('reads the fields that it does not set from the workspace, and all that it sets from its file', async () => {
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { inputs = [] } = (await workspace.infer())['garage']!.targets['build-leaf']!;
    expect(inputs).toEqual(
      expect.arrayContaining([
        { json: '{workspaceRoot}/configs.json', fields: ['leaf.repo', 'leaf.branch', 'leaf.commit'] },
        { json: '{workspaceRoot}/boards/garage/configs.json', fields: ['leaf'] },
        { env: 'HYPRIOTKIT_FIELDS_garage/leaf' },
        '{workspaceRoot}/components/leaf/builder/**/*',
      ]),
    );
  });

  it("reads in the board's file what a fork inherits", async () => {
    workspace.makeFork('kettle');
    const inputs = [{ component: 'kettle', role: 'kettle' }];
    Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, { inputs });
    workspace.board('garage', { pot: { branch: 'other' } });
    const { garage } = await workspace.infer();
    expect(garage!.targets['build-kettle']!.inputs).toContainEqual({
      json: '{workspaceRoot}/boards/garage/configs.json',
      fields: expect.arrayContaining(['kettle.branch', 'pot.branch']) as string[],
    });
  });

  it('reads the file behind a link, which another board may have in common', async () => {
    workspace.board('garage', { tea: { kind: 'red' } });
    mkdirSync(join(workspace.root, 'boards', 'attic'), { recursive: true });
    symlinkSync('../garage/configs.json', join(workspace.root, 'boards', 'attic', 'configs.json'));
    const inputs = { json: '{workspaceRoot}/boards/garage/configs.json', fields: ['tea'] };
    const { attic, garage } = await workspace.infer();
    for (const { targets } of [attic!, garage!]) expect(targets['build']!.inputs).toContainEqual(inputs);
  });

  it('has the targets of the image that run something, with its own image', async () => {
    workspace.board('garage', {});
    expect((await workspace.infer())['garage']!.targets['taste']).toMatchObject({
      dependsOn: ['build'],
      inputs: ['{workspaceRoot}/components/tea/**/*'],
      options: { component: 'tea', board: 'garage', inputs: [{ component: 'tea', board: 'garage' }] },
    });
  });

  it('is of the image that it names, where there are several', async () => {
    workspace.add('soup', { base: { component: 'pot' }, artifacts: [] });
    workspace.board('garage', { leaf: { image: 'other:1' } });
    expect(await targets('garage')).toContain('taste');
    workspace.board('garage', { soup: {} });
    expect((await workspace.infer())['garage']!.targets['build']!.options).toMatchObject({ component: 'soup' });
    workspace.board('garage', {});
    await expect(workspace.infer()).rejects.toThrow(/garage.*any of soup, tea.*"soup": \{\}.*HK_BOARD_INVALID/s);
    workspace.board('garage', { soup: {}, leaf: {} });
    await expect(workspace.infer()).rejects.toThrow(/no image is made from soup, leaf.*HK_BOARD_INVALID/s);
  });

  it('is there even if its file is not valid, and its build says why', async () => {
    workspace.board('garage', { leaf: { imge: 'x' } });
    expect(await targets('garage')).toEqual(['build', 'reproduce', 'lock', 'update-lock', 'taste', 'config']);
    const { garage } = await workspace.infer();
    Object.assign(workspace.projects, { garage: { ...garage, root: 'boards/garage' } });
    const context = workspace.context({ garage: [] });
    expect(() => settingsOf(taskOf('garage', 'build', context), context)).toThrow(
      /boards\/garage\/configs\.json[^]*line 1: leaf\.imge: unknown field; did you mean "image"/,
    );
  });

  it.each([
    ['of a component', 'leaf', 'another project of the workspace'],
    ['that is no name of a project', 'Gar_Age', 'expected lower-case letters'],
    ['that every object has', 'constructor', 'the word is reserved'],
  ])('cannot have a name %s', async (_, name, reason) => {
    workspace.board(name, {});
    await expect(workspace.infer()).rejects.toThrow(new RegExp(`"${name}" cannot be.*${reason}.*HK_NAME_INVALID`, 's'));
  });
});

describe("a board's build", () => {
  const request = async (target: string) => {
    const { garage } = await workspace.infer();
    Object.assign(workspace.projects, { garage: { ...garage, root: 'boards/garage' } });
    const context = workspace.context({ garage: [] });
    const settings = settingsOf(taskOf('garage', target, context), context);
    return buildRequest(settings, context, {} as Repositories);
  };

  it("gets the board's fields over those of project.json, and reads where each component lies", async () => {
    const build = workspace.projects['tea']!.targets!['build']!;
    Object.assign(build.options as object, { kind: 'white', strength: '3' });
    workspace.board('garage', { leaf: { image: 'other:1' }, tea: { kind: 'black' } });
    const { root } = workspace;
    expect(await request('build')).toMatchObject({
      component: 'tea',
      fields: { kind: 'black', strength: '3' },
      artifactsRoot: `${root}/dist/boards/garage`,
      previousRoot: `${root}/dist/previous/garage`,
      inputs: [
        { folder: `${root}/dist/boards/garage/leaf`, task: 'garage:build-leaf' },
        { folder: `${root}/dist/artifacts/milk`, task: 'milk:build' },
      ],
    });
    expect(await request('build-leaf')).toMatchObject({ component: 'leaf', builder: { image: 'other:1' } });
  });
});
