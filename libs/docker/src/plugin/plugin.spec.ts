import { SmallWorkspace } from '../testing/small-workspace';
import { createNodes } from './create-nodes';
import { OptionTaken, refuseTakenOptions } from './taken-options';
import { fieldsVariable, unseen, UNSEEN_VARIABLE } from './unseen';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

describe('createNodes', () => {
  const infer = async (project: string, nxJson: object = {}) => {
    const file = `components/${project}/project.json`;
    workspace.write(file, workspace.projects[project]!);
    const context = { workspaceRoot: workspace.root, nxJsonConfiguration: nxJson };
    const [[, result]] = (await createNodes[1]([file], undefined, context)) as [[string, { projects: object }]];
    return (result.projects as Record<string, { implicitDependencies: string[]; targets: Record<string, object> }>)[
      `components/${project}`
    ]!;
  };
  const inputs = async (project: string) => (await infer(project)).targets['build'] as { inputs: unknown[] };

  it('adds to a component what it reads and a target that shows its configuration', async () => {
    const { implicitDependencies, targets } = await infer('tea');
    expect(implicitDependencies).toEqual(['pot']);
    expect(targets['build']).toMatchObject({ cache: true, dependsOn: ['^build'] });
    expect(targets['config']).toMatchObject({ executor: '@hypriotkit/docker:config' });
    expect((await infer('pot')).implicitDependencies).toEqual([]);
  });

  it("has a component's build read its own fields, its builder and the checksums of what it reads", async () => {
    expect((await inputs('tea')).inputs).toEqual([
      '{workspaceRoot}/components/tea/builder/**/*',
      { externalDependencies: ['@hypriotkit/docker'] },
      { json: '{workspaceRoot}/image/configs.json', fields: ['tea'] },
      { json: '{workspaceRoot}/configs.json', fields: ['tea'] },
      { env: 'HYPRIOTKIT_FIELDS_tea' },
      { env: 'HYPRIOTKIT_UNSEEN' },
      { env: 'SOURCE_DATE_EPOCH' },
      { dependentTasksOutputFiles: '**/*.sha256' },
    ]);
  });

  it('reads the builder where the configuration has it, and where a named configuration has it', async () => {
    workspace.write('configs.json', { tea: { repo: 'my/tea' } });
    workspace.projects['tea']!.targets!['build']!.configurations = { iced: { repo: 'my/ice' }, far: { repo: '../x' } };
    const { inputs: read } = await inputs('tea');
    expect(read.slice(0, 3)).toEqual(['{workspaceRoot}/my/tea/**/*', '{workspaceRoot}/my/ice/**/*', expect.anything()]);
  });

  it('takes the sources of the tools for the package where the workspace names them', async () => {
    const { targets } = await infer('tea', { namedInputs: { tooling: [] } });
    expect(targets['build']).toMatchObject({ inputs: expect.arrayContaining(['tooling']) });
  });

  it('leaves other projects alone', async () => {
    workspace.projects['tea']!.targets!['build']!.executor = 'nx:noop';
    expect(await infer('tea')).toBeUndefined();
  });
});

describe('unseen', () => {
  const look = (...argv: string[]) => unseen(workspace.root, argv);
  const tea = fieldsVariable('tea');

  it('is the same for the same fields, however they are written, and another for others', () => {
    const before = look();
    workspace.write('configs.json', { tea: { strength: '1', kind: 'green' } });
    expect(look()).toEqual(before);
    workspace.write('configs.json', { tea: { kind: 'black' } });
    expect(look()).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
  });

  it.each([
    ['the configuration is not valid', { tea: { knid: 'black' } }, [], UNSEEN_VARIABLE],
    ['a builder lies outside of the workspace', { tea: { repo: '..' } }, [], tea],
    ['the builder is named on the command line', {}, ['--repo=x'], UNSEEN_VARIABLE],
  ])('keeps from the cache what cannot be told when %s', (_, layer, argv, variable) => {
    workspace.write('configs.json', layer);
    expect(look(...argv)[variable]).not.toBe(look(...argv)[variable]);
  });

  it('tells 1.10 from 1.1', () => {
    expect(look('nx', 'run', 'tea:build', '--strength=1.10', '--x=1.1')[UNSEEN_VARIABLE]).toBe('1.10');
    expect(look('--parallel=3', '')[UNSEEN_VARIABLE]).toBe('');
  });
});

describe('refuseTakenOptions', () => {
  it('names an option that would reach no component, unless it stands where Nx leaves it alone', () => {
    expect(() => refuseTakenOptions(['nx', 'run', 'tea:build', '--version=7'])).toThrow(OptionTaken);
    expect(() => refuseTakenOptions(['nx', 'run', 'tea:build', '--target=cup'])).toThrow(
      'Nx keeps --target for itself',
    );
    expect(() => refuseTakenOptions(['nx', 'run', 'tea:build', '--kind=black', '--', '--version=7'])).not.toThrow();
    expect(() => refuseTakenOptions(['nx', 'run-many', '--target=build'])).not.toThrow();
  });
});
