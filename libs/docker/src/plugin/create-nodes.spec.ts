import { SmallWorkspace } from '../testing/small-workspace';
import { createNodes } from './create-nodes';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

interface Inferred {
  implicitDependencies: string[];
  targets: Record<string, object>;
}

describe('createNodes', () => {
  const infer = async (project: string, nxJson: object = {}) => {
    const files = Object.entries(workspace.projects).map(([name, content]) => {
      workspace.write(`components/${name}/project.json`, content);
      return `components/${name}/project.json`;
    });
    const context = { workspaceRoot: workspace.root, nxJsonConfiguration: nxJson };
    const nodes = (await createNodes[1](files, undefined, context)) as [string, { projects?: object }][];
    const inferred = Object.assign({}, ...nodes.map(([, { projects }]) => projects)) as Record<string, Inferred>;
    return inferred[`components/${project}`]!;
  };
  const inputs = async (project: string) => (await infer(project)).targets['build'] as { inputs: unknown[] };

  it('adds to a component what it reads and a target that shows its configuration', async () => {
    const { implicitDependencies, targets } = await infer('tea');
    expect(implicitDependencies).toEqual(['pot']);
    expect(targets['build']).toMatchObject({ cache: true, dependsOn: ['^build'] });
    expect(targets['config']).toMatchObject({ executor: '@hypriotkit/docker:config' });
    expect((await infer('pot')).implicitDependencies).toEqual([]);
  });

  it('adds to a component that makes artifacts a target that builds it twice', async () => {
    workspace.projects['tea']!.targets!['build']!.configurations = { iced: {} };
    const { targets } = await infer('tea');
    expect(targets['reproduce']).toMatchObject({
      dependsOn: ['^build'],
      cache: false,
      configurations: { iced: {} },
    });
    expect((await infer('pot')).targets).not.toHaveProperty('reproduce');
  });

  it('adds to a component that makes artifacts targets that lock what it fetches', async () => {
    const { targets } = await infer('tea');
    expect(targets['lock']).toMatchObject({ dependsOn: ['build'], cache: false });
    expect(targets['update-lock']).toMatchObject({ dependsOn: ['^build'], cache: false });
    expect((await infer('pot')).targets).not.toHaveProperty('lock');
  });

  it('leaves it to the build to refuse what does not exist: Nx would not say where its name comes from', async () => {
    Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, {
      base: { component: 'kettle' },
      inputs: [
        { component: 'pot', role: 'pot' },
        { component: 'cup', role: 'cup' },
      ],
    });
    expect((await infer('tea')).implicitDependencies).toEqual(['pot']);
  });

  it("has a component's build read its own fields, its builder and the checksums of what it reads", async () => {
    expect((await inputs('tea')).inputs).toEqual([
      '{workspaceRoot}/components/tea/builder/**/*',
      '{projectRoot}/fields.json',
      { externalDependencies: ['@hypriotkit/docker'] },
      { json: '{workspaceRoot}/image/configs.json', fields: ['tea'] },
      { json: '{workspaceRoot}/configs.json', fields: ['tea'] },
      { env: 'HYPRIOTKIT_FIELDS_tea' },
      { env: 'HYPRIOTKIT_UNSEEN' },
      { env: 'SOURCE_DATE_EPOCH' },
      { json: '{workspaceRoot}/hypriotkit.lock.json', fields: ['components.tea'] },
      { dependentTasksOutputFiles: '**/SHA256SUMS' },
      { dependentTasksOutputFiles: '**/pot/manifest.json' },
    ]);
  });

  it("has a component's build read the fields of others that it names", async () => {
    Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, {
      environment: { A: '{pot.image}' },
    });
    expect((await inputs('tea')).inputs).toEqual(
      expect.arrayContaining([
        { json: '{workspaceRoot}/image/configs.json', fields: ['tea', 'pot.image'] },
        { json: '{workspaceRoot}/configs.json', fields: ['tea', 'pot.image'] },
      ]),
    );
  });

  it("has a fork's build read what the fork inherits", async () => {
    workspace.makeFork('kettle');
    const fields = [
      'kettle.image',
      'kettle.repo',
      'pot.repo',
      'kettle.branch',
      'pot.branch',
      'kettle.commit',
      'pot.commit',
    ];
    const { inputs: read } = await inputs('kettle');
    expect(read).toContainEqual({ json: '{workspaceRoot}/configs.json', fields });
    expect(read).toContain('{workspaceRoot}/components/pot/builder/**/*');
  });

  it('reads the builder where the configuration has it, and where a named configuration has it', async () => {
    workspace.write('configs.json', { tea: { repo: 'my/tea' } });
    workspace.projects['tea']!.targets!['build']!.configurations = { iced: { repo: 'my/ice' }, far: { repo: '../x' } };
    const { inputs: read } = await inputs('tea');
    expect(read.slice(0, 3)).toEqual(['{workspaceRoot}/my/tea/**/*', '{workspaceRoot}/my/ice/**/*', expect.anything()]);
  });

  it('reads no folder of a builder from git, and caches nothing whose branch project.json names', async () => {
    const url = 'https://davy:locker@git.test/tea';
    workspace.write('configs.json', { tea: { repo: url } });
    expect(JSON.stringify(await infer('tea'))).not.toContain('git.test');
    workspace.projects['tea']!.targets!['build']!.configurations = { next: { branch: 'next' } };
    expect((await infer('tea')).targets['build']).toMatchObject({ cache: false });
    workspace.write('configs.json', {});
    expect((await infer('tea')).targets['build']).toMatchObject({ cache: true });
    workspace.projects['tea']!.targets!['build']!.configurations = { next: { repo: url } };
    expect((await infer('tea')).targets['build']).toMatchObject({ cache: false });
  });

  it('reads the files of the user that the configuration and project.json name, where they lie in the workspace', async () => {
    workspace.write('configs.json', {
      tea: { leaves: ['mint', 'my/mint.tar', '../far.tar'], pot: './pots/' },
    });
    workspace.projects['tea']!.targets!['build']!.configurations = { iced: { pot: 'glasses' }, odd: { pot: '{a}' } };
    const { inputs: read } = await inputs('tea');
    expect(read.filter((input) => typeof input === 'string')).toEqual([
      '{workspaceRoot}/components/tea/builder/**/*',
      ...['my/mint.tar', 'pots', 'glasses'].flatMap((path) => [
        `{workspaceRoot}/${path}`,
        `{workspaceRoot}/${path}/**/*`,
      ]),
      '{projectRoot}/fields.json',
    ]);
  });

  it('leaves it to the build to refuse a list of files that holds nothing', async () => {
    Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, { leaves: [null] });
    expect((await infer('tea')).targets['build']).toMatchObject({ cache: true });
  });

  it('takes the sources of the tools for the package where the workspace names them', async () => {
    const { targets } = await infer('tea', { namedInputs: { tooling: [] } });
    expect(targets['build']).toMatchObject({ inputs: expect.arrayContaining(['tooling']) });
  });

  it.each<[string, object, string]>([
    ['an artifact that is null', { artifacts: [null] }, 'artifacts/0: must be an object'],
    ['an input that is null', { inputs: [{ component: 'pot', role: 'pot' }, null] }, 'inputs/1: must be an object'],
    ['an input of what every object has', { inputs: [{ component: 'constructor', role: 'x' }] }, '"constructor"'],
    ['a base of what every object has', { base: { component: 'toString' } }, '"toString"'],
    ['a list in lists', { leaves: nested(1000) }, 'nested more than 100 deep'],
  ])('says what is wrong with %s', async (_, wrong, message) => {
    const build = workspace.projects['tea']!.targets!['build']!;
    const right = build.options as object;
    build.options = { ...right, ...wrong };
    const says = async () => {
      const { message: said, cause } = await infer('tea').then(
        () => new Error('was taken'),
        (error: Error) => error,
      );
      expect(said).toContain(message);
      expect(cause).toMatchObject({ code: 'HK_CONFIGURATION_INVALID' });
    };
    await says();
    build.options = right;
    build.configurations = { odd: wrong };
    await says();
  });

  it('leaves other projects alone', async () => {
    workspace.projects['tea']!.targets!['build']!.executor = 'nx:noop';
    expect(await infer('tea')).toBeUndefined();
  });
});
