import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost, type GitRepository } from '../../../repository/src/testing/git-host';
import { STATE_VARIABLE } from '../runs/state';
import { SmallWorkspace } from '../testing/small-workspace';
import { createNodes } from './create-nodes';
import { refuseTakenOptions } from './taken-options';
import { OptionTaken } from '../errors';
import { fieldsVariable, UNSEEN_VARIABLE } from '../lib/hash-variables';
import { unseen } from './unseen';

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

describe('unseen', () => {
  // The tasks compare the other contents of the variables: see runs/state.spec.ts.
  const look = async (...argv: string[]) => {
    const { [STATE_VARIABLE]: _, ...variables } = await unseen(workspace.root, argv, workspace.nodes);
    return variables as Record<string, string>;
  };
  const tea = fieldsVariable('tea');

  it('is the same for the same fields, however they are written, and another for others', async () => {
    const before = await look();
    workspace.write('configs.json', { tea: { strength: '1', kind: 'green' } });
    expect(await look()).toEqual(before);
    workspace.write('configs.json', { tea: { kind: 'black' } });
    expect(await look()).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
  });

  it.each([
    ['the configuration is not valid', { tea: { knid: 'black' } }, [], UNSEEN_VARIABLE],
    ['a builder lies outside of the workspace', { tea: { repo: '..' } }, [], tea],
    ['a file that a field names is missing', { tea: { pot: 'nowhere' } }, [], tea],
    ['the builder is named on the command line', {}, ['--repo=x'], UNSEEN_VARIABLE],
    ['Nx adds nothing to its cache', {}, ['--skip-nx-cache'], UNSEEN_VARIABLE],
    ['Nx adds nothing to its cache, by another name', {}, ['--disableNxCache=true'], UNSEEN_VARIABLE],
  ])('keeps from the cache what cannot be told when %s', async (_, layer, argv, variable) => {
    workspace.write('configs.json', layer);
    expect((await look(...argv))[variable]).not.toBe((await look(...argv))[variable]);
  });

  it('looks into the files that fields name, in the configuration and on the command line', async () => {
    workspace.write('mint.tar', 'old');
    workspace.write('pots/blue', 'old');
    workspace.write('configs.json', { tea: { pot: 'pots' } });
    const words = ['run', 'tea:build', '--', '--leaves=mint.tar'];
    const [before, named] = [await look(), await look(...words)];
    expect(await look()).toEqual(before);
    expect(named).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
    workspace.write('mint.tar', 'new');
    expect(await look()).toEqual(before);
    expect((await look(...words))[tea]).not.toBe(named[tea]);
    workspace.write('pots/blue', 'new');
    expect((await look())[tea]).not.toBe(before[tea]);
  });

  describe.each(['options', 'iced'])('of what project.json names in %s', (name) => {
    let outside: string;
    beforeEach(() => {
      outside = mkdtempSync(join(tmpdir(), 'hypriotkit-outside-'));
      mkdirSync(join(outside, 'pots/empty'), { recursive: true });
      for (const file of ['Dockerfile', 'build.sh', 'mint.tar', 'pots/blue']) writeFileSync(join(outside, file), 'old');
      cpSync(outside, within('inside'), { recursive: true });
      symlinkSync(outside, within('link'));
    });
    afterEach(() => rmSync(outside, { recursive: true }));

    const within = (path: string) => join(workspace.root, path);
    const at = (path: string) => join(outside, path);
    const give = (options: object) => {
      const build = workspace.projects['tea']!.targets!['build']!;
      if (name === 'options') Object.assign(build.options as object, options);
      else build.configurations = { [name]: options };
    };

    it.each<[string, () => object, () => void]>([
      ['a file behind a link', () => ({ pot: 'link/pots' }), () => writeFileSync(at('pots/blue'), 'new')],
      ['a file outside', () => ({ leaves: [at('mint.tar')] }), () => writeFileSync(at('mint.tar'), 'new')],
      ['a missing file', () => ({ pot: 'nowhere' }), () => writeFileSync(within('nowhere'), '')],
      ['the mode of a file', () => ({ pot: 'inside/pots' }), () => chmodSync(within('inside/pots/blue'), 0o755)],
      ['an empty folder', () => ({ pot: 'inside/pots' }), () => rmdirSync(within('inside/pots/empty'))],
      ['a builder behind a link', () => ({ repo: 'link' }), () => writeFileSync(at('build.sh'), 'new')],
      ["the mode of a builder's file", () => ({ repo: 'inside' }), () => chmodSync(within('inside/build.sh'), 0o755)],
      ["a builder's empty folder", () => ({ repo: 'inside' }), () => rmdirSync(within('inside/pots/empty'))],
      ['the image for the network', () => ({ network: 'inside' }), () => chmodSync(within('inside/build.sh'), 0o755)],
    ])('knows %s', async (_, options, change) => {
      give(options());
      const before = await look();
      expect(await look()).toEqual(before);
      change();
      expect(await look()).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
    });

    it('keeps from the cache a builder outside of the workspace', async () => {
      give({ repo: outside });
      expect((await look())[tea]).not.toBe((await look())[tea]);
    });
  });

  it('keeps everything from the cache where the projects are not known', async () => {
    const variable = async () => (await unseen(workspace.root, [], {}))[UNSEEN_VARIABLE];
    expect(await variable()).not.toBe(await variable());
  });

  it('tells 1.10 from 1.1', async () => {
    const words = await look('nx', 'run', 'tea:build', '--strength=1.10', '--x=1.1');
    expect(words[UNSEEN_VARIABLE]).not.toBe('');
    expect((await look('--parallel=3', ''))[UNSEEN_VARIABLE]).toBe('');
  });

  it.each([
    [['--kind=red'], ['--kind="red"']],
    [["--kind='red'"], ['--kind="red"']],
    [
      ['--kind', '"red"'],
      ['--kind', 'red'],
    ],
    [
      ['--kind=1.10', '--strength=1.1'],
      ['--kind=1.1', '--strength=1.10'],
    ],
    [
      ['--leaves=2.0', '--leaves=2'],
      ['--leaves=2', '--leaves=2.0'],
    ],
    [['--kind=1e999'], ['--kind=1e1000']],
    [
      ['--kind', '-1.0', '--strength', '-1'],
      ['--kind', '-1', '--strength', '-1.0'],
    ],
  ])('tells %j from %j', async (one, other) => {
    const variable = async (words: string[]) => (await look('nx', 'run', 'tea:build', ...words))[UNSEEN_VARIABLE];
    expect(await variable(one)).not.toBe(await variable(other));
    expect(await variable(one)).toBe(await variable(one));
  });
});

describe('builders from git', () => {
  let host: GitHost;
  let repository: GitRepository;
  beforeAll(async () => {
    host = await GitHost.start();
    repository = host.repository('tea', { Dockerfile: 'FROM scratch' });
  });
  afterAll(() => host.stop());

  const look = (repo: string, ...argv: string[]) => {
    workspace.write('configs.json', { tea: { repo } });
    return unseen(workspace.root, argv, workspace.nodes);
  };
  const tea = fieldsVariable('tea');

  it('count by their commits, with no trace of credentials', async () => {
    const url = host.url('http', repository);
    const before = await look(url);
    expect(await look(url)).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/davy|l@cker|l%40cker/);
    expect(Object.values(JSON.parse(before['HYPRIOTKIT_COMMITS']!) as object)).toEqual([
      repository.git('rev-parse', 'HEAD'),
    ]);
    repository.commit({ more: '' });
    expect((await look(url))[tea]).not.toBe(before[tea]);
  });

  it.each([
    ['is not there', () => host.url('git', { name: 'nowhere' })],
    ['is refused', () => 'ext::sh'],
  ])('are kept from the cache when the repository %s', async (_, url) => {
    expect((await look(url()))[tea]).not.toBe((await look(url()))[tea]);
  });

  it('are kept from the cache when another branch is named on the command line', async () => {
    const words = [host.url('git', repository), '--branch=x'] as const;
    expect((await look(...words))[UNSEEN_VARIABLE]).not.toBe((await look(...words))[UNSEEN_VARIABLE]);
  });
});

describe('refuseTakenOptions', () => {
  const refuse = (...words: string[]) => refuseTakenOptions(['nx', ...words], ['kind', 'target', 'version']);

  it.each([
    ['run', 'tea:build', '--version=7'],
    ['run', 'tea:build', '--target=cup'],
    ['run', 'tea:build', '--kind=black', '--', '--version=7'],
    ['run', 'tea:build', '--fresh', '--', '--version=7'],
  ])('names an option that would not reach any component: %s %s %s %s', (...words) => {
    expect(() => refuse(...words)).toThrow(OptionTaken);
  });

  it('does not repeat the value of a field', () => {
    expect(() => refuse('run', 'tea:build', '--kind=locker', '--', '--x')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('locker') }) as Error,
    );
  });

  it.each([
    ['run', 'tea:build', '--kind=black', '--fresh'],
    ['run', 'tea:build', '--skip-nx-cache', '--', '--version=7', '--kind=black'],
    ['run-many', '--target=build', '--', '--kind=black'],
    ['--version'],
  ])('takes all others: %s %s %s %s', (...words) => {
    expect(() => refuse(...words)).not.toThrow();
  });
});
