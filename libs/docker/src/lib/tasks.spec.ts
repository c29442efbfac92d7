import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf } from '@hypriotkit/config';
import { describeError, silentLogger } from '@hypriotkit/core';
import { parseReference } from '@hypriotkit/repository';
import { GitHost, type GitRepository } from '../../../repository/src/testing/git-host';
import { SmallWorkspace } from '../testing/small-workspace';
import { COMMITS_VARIABLE, nameOf, Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { checkTasks, thisTask } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const build = () => workspace.projects['tea']!.targets!['build']!;

describe('options for the whole run', () => {
  const variables = ['HYPRIOTKIT_OPTIONS', 'HYPRIOTKIT_ENGINE', 'HYPRIOTKIT_VERBOSITY', 'HYPRIOTKIT_PRIVILEGES'];
  afterEach(() => variables.forEach((name) => delete process.env[name]));
  const optionsOf = (...words: string[]) => {
    const context = workspace.context({ tea: words });
    return settingsOf(thisTask({}, context), context).options;
  };

  it('are those of the command line, else of the environment, else of project.json', () => {
    build().options = { ...build().options, engine: 'tcp://project', verbosity: 'quiet', privileges: 'full' } as object;
    expect(optionsOf()).toMatchObject({ engine: 'tcp://project', verbosity: 'quiet', privileges: 'full' });
    Object.assign(process.env, { HYPRIOTKIT_ENGINE: 'tcp://environment', HYPRIOTKIT_PRIVILEGES: 'none' });
    expect(optionsOf()).toMatchObject({ engine: 'tcp://environment', verbosity: 'quiet', privileges: 'none' });
    process.env['HYPRIOTKIT_OPTIONS'] = '{"engine":"tcp://run"}';
    expect(optionsOf()).toMatchObject({ engine: 'tcp://run', verbosity: 'quiet', privileges: 'none' });
    expect(optionsOf('--engine=tcp://line', '--verbosity=debug')).toMatchObject({
      engine: 'tcp://line',
      verbosity: 'debug',
      privileges: 'none',
    });
  });

  it.each([
    ['HYPRIOTKIT_ENGINE', 'gopher://x', 'HK_ENGINE_ADDRESS_INVALID'],
    ['HYPRIOTKIT_VERBOSITY', 'loud', 'HK_VERBOSITY_UNKNOWN'],
    ['HYPRIOTKIT_PRIVILEGES', 'some', 'HK_CONFIGURATION_INVALID'],
  ])('are refused where %s is %s', (name, value, code) => {
    process.env[name] = value;
    expect(() => optionsOf()).toThrow(expect.objectContaining({ code }) as Error);
  });
});

/** Returns the message that refuses a build, whichever task of the run is checked first. */
async function refusal(prepare: () => void): Promise<string> {
  prepare();
  const context = workspace.context({ pot: [], tea: [] });
  const failed = await checkTasks(context, new Repositories({ log: silentLogger })).then(
    () => undefined,
    (error: unknown) => error,
  );
  return describeError(failed);
}

describe('options that are not what they should be are told with the file, before any work', () => {
  const set = (options: object) => () => void (build().options = { ...build().options, ...options } as object);

  it.each([
    ['artifacts that are text', set({ artifacts: 'tea.txt' }), 'artifacts: the given value is text; expected a list'],
    ['an artifact without a name', set({ artifacts: [{ role: 'x' }] }), 'artifacts[0]: '],
    ['artifacts that are nothing', set({ artifacts: null }), 'artifacts: the given value is null; expected a list'],
    [
      'an environment that is nothing',
      set({ environment: null }),
      'environment: the given value is null; expected an object',
    ],
    ['a number in the environment', set({ environment: { A: 1 } }), 'environment.A: 1 is a number; expected text'],
    ['inputs that are text', set({ inputs: 'pot' }), 'inputs: the given value is text; expected a list'],
    ['an input that is nothing', set({ inputs: [null] }), 'inputs[0]: null; expected an object'],
    ['a base that is text', set({ base: 'debian' }), 'base: the given value is text; expected an object'],
    [
      'a base that is missing',
      () => void delete (build().options as Record<string, unknown>)['base'],
      '"base" is missing',
    ],
    ['no options', () => void delete build().options, '"base" is missing'],
    ['options that are null', () => Object.assign(build(), { options: null }), '"base" is missing'],
    ['a command that is text', set({ command: 'make' }), 'command: the given value is text; expected a list'],
    [
      'a capability that there is not',
      set({ container: { capabilities: ['CHOWN', 'CAP_CHOWM'] } }),
      'container.capabilities[1]: "CAP_CHOWM" is not one of "AUDIT_WRITE", "CHOWN", ',
    ],
    [
      'a capability that Docker does not give to every container',
      set({ container: { capabilities: ['SYS_ADMIN'] } }),
      'container.capabilities[0]: "SYS_ADMIN" is not one of ',
    ],
    [
      'an unknown network',
      set({ container: { capabilities: [], network: 'host' } }),
      'container.network: "host" is not one of "default", "none"',
    ],
    [
      'a container without capabilities',
      set({ container: { network: 'none' } }),
      'container: "capabilities" is missing',
    ],
    [
      'something else about the container',
      set({ container: { capabilities: [], privileged: true } }),
      'container.privileged: unknown field; expected one of capabilities, network',
    ],
    ['variables without a command', set({ variables: { v: [] } }), 'variables.v'],
    [
      'a contract that is not an object',
      set({ official: 1 }),
      'official: the given value is a number; expected an object',
    ],
  ])('%s', async (_, prepare, expected) => {
    const text = await refusal(prepare);
    expect(text).toContain('tea: The configuration from components/tea/project.json (target "build") is not valid:');
    expect(text).toContain(expected);
    expect(text).toMatch(/\[HK_CONFIGURATION_INVALID\]$/);
  });

  it('those of a component that is read, or stood on', async () => {
    const pot = () => workspace.projects['pot']!.targets!['build']!;
    expect(await refusal(() => Object.assign(pot(), { options: { artifacts: 1 } }))).toContain('pot/project.json');
  });

  it('a component that reads itself, or stands on itself', async () => {
    expect(await refusal(set({ inputs: [{ component: 'tea', role: 'tea' }] }))).toContain('[HK_INPUT_UNKNOWN]');
    expect(await refusal(set({ inputs: [], base: { component: 'tea' } }))).toContain('[HK_BASE_UNKNOWN]');
  });

  it('names that no artifact can have, and those that a field has made', async () => {
    expect(await refusal(set({ artifacts: [{ role: 'a', file: 'sub/tea.txt' }] }))).toMatch(
      /^tea: The artifact "sub\/tea.txt" contains a slash.*\n.*\[HK_ARTIFACT_NAME_INVALID\]$/s,
    );
    const slash = () => workspace.write('configs.json', { tea: { strength: '1/2' } });
    expect(await refusal(() => [set({ artifacts: [{ role: 'a', file: 'tea-{strength}.txt' }] })(), slash()])).toContain(
      'The artifact "tea-{strength}.txt", which becomes "tea-1/2.txt", contains a slash',
    );
  });

  it('a Dockerfile that is a folder', async () => {
    const text = await refusal(() => {
      rmSync(join(workspace.root, 'components/tea/builder'), { recursive: true });
      mkdirSync(join(workspace.root, 'components/tea/builder/Dockerfile'), { recursive: true });
    });
    expect(text).toContain('[HK_BUILD_CONTEXT_INVALID]');
  });
});

describe('settingsOf', () => {
  const settings = (words: string[], configuration?: string) => {
    const context = workspace.context({ tea: words }, configuration);
    return settingsOf(thisTask({}, context), context);
  };

  it('lays project.json, its named configuration and the command line over the files, in this order', () => {
    workspace.write('configs.json', { tea: { kind: 'file', strength: '2' } });
    build().options = { ...build().options, kind: 'options' } as object;
    build().configurations = { strong: { kind: 'named', strength: '3' } };
    const { configuration } = settings(['--strength=4'], 'strong');
    expect(configuration.components['tea']).toMatchObject({ kind: 'named', strength: '4', image: 'tea:latest' });
    expect(['kind', 'strength', 'image'].map((field) => originOf(configuration, 'tea', field))).toEqual([
      'components/tea/project.json (configuration "strong")',
      'the command line',
      'image/configs.json',
    ]);
  });

  it.each([
    ['--board=garage', /--board has no effect; a board is a project of its own: npx nx run garage:build/],
    ['--component=pot', /--component has no effect; this target is about tea/],
  ])('refuses %s, which would have no effect', (word, problem) => {
    expect(() => settings([word])).toThrow(problem);
  });

  it('refuses a setting whose value would not reach the container', () => {
    const taken = { executor: '@hypriotkit/docker:run', options: { settings: { board: { description: 'A board.' } } } };
    workspace.projects['tea']!.targets!['build'] = {
      ...taken,
      options: { ...taken.options, base: { image: 'a' }, builder: 'b', image: 'c' },
    };
    expect(() => settings([])).toThrow(/settings\.board: the executor has an option of that name/);
  });

  it('reads an object as JSON', () => {
    const { components } = settings(['--sugar={"spoons":2}']).configuration;
    expect(components['tea']).toMatchObject({ sugar: { spoons: 2 } });
    expect(() => settings(['--sugar=two'])).toThrow('tea.sugar: expected JSON');
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expect(() => settings([`--sugar=${deep}`])).toThrow('nested more than 100 deep');
    expect(() => settings(['--sugar={"spoon":2}'])).toThrow('tea.sugar.spoon: unknown field; did you mean "spoons"?');
  });

  it('does not take --no-FIELD for a text', () => {
    expect(() => settings(['--no-strength'])).toThrow('--no-strength is not possible; --strength= sets an empty value');
    expect(() => settings(['--no-leaves'])).toThrow('--no-leaves is not possible');
    expect(settings(['--strength=false']).configuration.components['tea']).toMatchObject({ strength: 'false' });
  });

  it('takes words of the command line as they were written', () => {
    expect(settings(['--strength=1.10']).configuration.components['tea']).toMatchObject({ strength: '1.10' });
  });

  it.each([
    [
      ['--leaves=mint', '--leaves=1.10'],
      ['mint', '1.10'],
    ],
    [['--leaves=mint'], ['mint']],
    [['--leaves='], []],
    [['--leaves'], []],
  ])('makes a list of %j', (words, leaves) => {
    expect(settings(words).configuration.components['tea']).toMatchObject({ leaves });
  });

  it('makes a number of a word', () => {
    expect(settings(['--cups=12']).configuration.components['tea']).toMatchObject({ cups: 12 });
    expect(() => settings(['--cups=x'])).toThrow('tea.cups: "x" is text; expected a whole number');
    expect(() => settings(['--leaves=mint', '--leaves=Ä'])).toThrow('tea.leaves[1]: "Ä"; expected small letters');
  });

  it('leaves options of the executor alone', () => {
    const { options, configuration } = settings(['--verbosity=debug']);
    expect(options).toMatchObject({ verbosity: 'debug', base: { component: 'pot' } });
    expect(configuration.components['tea']).not.toHaveProperty('verbosity');
  });
});

describe('checkTasks', () => {
  const repositories = new Repositories({ log: silentLogger });
  const check = (words: string[] = []) => checkTasks(workspace.context({ pot: [], tea: words }), repositories);
  const options = (own: object) => (build().options = { ...build().options, ...own } as object);

  it('takes a run in which all is right', async () => {
    await expect(check()).resolves.toBeUndefined();
  });

  it.each<[string, () => unknown, string[], object]>([
    ['an option', () => 0, ['--knid=black'], { message: expect.stringContaining('did you mean "kind"?') }],
    ['a template', () => options({ command: ['{knid}'] }), [], { code: 'HK_TEMPLATE_INVALID' }],
    ['a builder', () => 0, ['--repo=nowhere'], { code: 'HK_BUILD_CONTEXT_INVALID' }],
    ['an image', () => options({ base: { image: 'debian: trixie' } }), [], { code: 'HK_NAME_INVALID' }],
    ['an engine', () => options({ engine: 'gopher://x' }), [], { code: 'HK_ENGINE_ADDRESS_INVALID' }],
    ['no engine', () => options({ engine: '' }), [], { code: 'HK_ENGINE_ADDRESS_INVALID' }],
    ['a base', () => options({ base: { component: 'cup' } }), [], { code: 'HK_BASE_UNKNOWN' }],
    ['an input', () => options({ inputs: [{ component: 'cup', role: 'x' }] }), [], { code: 'HK_INPUT_UNKNOWN' }],
    [
      'a file',
      () => 0,
      ['--leaves=mint', '--leaves=mint.tar'],
      { code: 'HK_FILE_UNUSABLE', message: expect.stringContaining('leaves[1] in the command line, names "mint.tar"') },
    ],
    ['credentials', () => options({ registryCredentials: 'leafs' }), [], { code: 'HK_TEMPLATE_INVALID' }],
    ['a role', () => options({ inputs: [{ component: 'pot', role: 'x' }] }), [], { code: 'HK_INPUT_UNKNOWN' }],
  ])(
    'finds %s of a later task before the first one starts, and names the component',
    async (_, spoil, words, error) => {
      spoil();
      await expect(check(words)).rejects.toMatchObject({ component: 'tea', ...error });
    },
  );
});

describe('checkTasks of inputs whose files have one name', () => {
  const repositories = new Repositories({ log: silentLogger });
  const check = () => checkTasks(workspace.context({ tea: [] }), repositories);
  const add = (name: string, own: object) =>
    workspace.add(name, {
      base: { image: 'scratch' },
      artifacts: [{ role: `${name}-role`, file: 'data.tar.gz' }],
      ...own,
    });
  const read = (...names: string[]) =>
    Object.assign(build().options as object, {
      inputs: names.map((component) => ({ component, role: `${component}-role` })),
    });
  const alike = {
    component: 'tea',
    code: 'HK_INPUTS_ALIKE',
    message: expect.stringContaining(
      '"cup-role" of cup and "jug-role" of jug are both files named data.tar.gz',
    ) as string,
  };

  it('refuses them before any work, if project.json says their names', async () => {
    add('cup', {});
    add('jug', {});
    read('cup', 'jug');
    await expect(check()).rejects.toMatchObject(alike);
  });

  it.each<[string, object]>([
    ['a field makes the name', { artifacts: [{ role: 'jug-role', file: 'data{image}.tar.gz' }] }],
    ['the builder makes the name', { artifacts: [{ role: 'jug-role', file: 'data*' }] }],
    ['an official builder has another name', { official: { artifacts: [{ role: 'jug-role', file: 'other' }] } }],
  ])('leaves it to the build where %s', async (_, own) => {
    add('cup', {});
    add('jug', own);
    read('cup', 'jug');
    await check();
  });

  it('leaves it to the build where a named configuration has another name', async () => {
    add('cup', {});
    add('jug', {});
    const configurations = { small: { artifacts: [{ role: 'jug-role', file: 'small.tar.gz' }] } };
    Object.assign(workspace.projects['jug']!.targets!['build']!, { configurations });
    read('cup', 'jug');
    await check();
  });
});

describe('checkTasks of builders from git', () => {
  let host: GitHost;
  let tea: GitRepository;
  let cache: string;
  beforeAll(async () => {
    host = await GitHost.start();
    tea = host.repository('tea', {
      'green/Dockerfile': 'FROM leaf\n',
      'black/Dockerfile': 'ARG BASE_IMAGE\nFROM $BASE_IMAGE',
    });
    cache = process.env['XDG_CACHE_HOME'] = mkdtempSync(join(tmpdir(), 'hypriotkit-cache-'));
  });
  afterAll(async () => {
    delete process.env['XDG_CACHE_HOME'];
    rmSync(cache, { recursive: true });
    await host.stop();
  });
  afterEach(() => delete process.env['HYPRIOTKIT_PRIVILEGES']);

  const official = {
    privileged: true,
    artifacts: [{ role: 'tea', file: '{leaf}.txt' }],
    variables: { leaf: ['/leaf'] },
  };
  const repositories = () => new Repositories({ log: silentLogger });
  const context = (...words: string[]) => {
    build().options = { ...build().options, official, registryCredentials: 'leaves' } as object;
    return workspace.context({ tea: words });
  };
  const request = (...words: string[]) => {
    const task = context(...words);
    return buildRequest(settingsOf(thisTask({}, task), task), task, repositories());
  };

  it('applies the official contract to a builder that does not take its base image, and to no other', async () => {
    const green = `--repo=${host.url('git', tea)}#main:green`;
    await expect(checkTasks(context(green), repositories())).resolves.toBeUndefined();
    expect(await request(green)).toMatchObject({
      builder: { repository: { url: host.url('git', tea), commit: tea.git('rev-parse', 'HEAD'), folder: 'green' } },
      environment: { KIND: '{kind}' },
      artifacts: official.artifacts,
      privileges: { privileged: true, hostFolders: [], allowed: 'full' },
    });
    const given = ['--pot=components', '--leaves=mint', '--leaves=x.tar'];
    const warnings = ['pot has no effect: the builder is of the kind of the official repositories'];
    expect(await request(green, ...given)).toMatchObject({ files: [], fetchedImages: [], warnings });
    expect(await request(green)).toMatchObject({ warnings: [] });
    const black = await request(`--repo=${host.url('git', tea)}#main:black`, ...given);
    expect(black.files).toMatchObject([{ path: 'x.tar' }, { path: 'components', folder: 'pot' }]);
    expect(black.fetchedImages).toEqual(['mint']);
    expect(black.warnings).toEqual([]);
    expect(black).toMatchObject({ artifacts: [{ file: 'tea-{strength}.txt' }], privileges: undefined });
  });

  it('takes the commits that Nx was told of', async () => {
    const first = tea.git('rev-parse', 'HEAD');
    const reference = parseReference({ repo: `${host.url('git', tea)}#main:black` })!;
    process.env[COMMITS_VARIABLE] = JSON.stringify({ [nameOf(reference)]: first });
    tea.commit({ 'black/more': '' });
    const { builder } = await request(`--repo=${host.url('git', tea)}#main:black`);
    delete process.env[COMMITS_VARIABLE];
    expect(builder.repository!.commit).toBe(first);
  });

  it.each<[string, () => string[], object]>([
    [
      'a branch',
      () => ['--branch=nowhere'],
      { code: 'HK_REVISION_UNKNOWN', message: expect.stringContaining('"nowhere"') },
    ],
    ['a commit', () => [`--commit=${'0'.repeat(40)}`], { code: 'HK_REVISION_UNKNOWN' }],
    [
      'a repository',
      () => [`--repo=${host.url('http', { name: 'nowhere' })}`],
      { code: 'HK_REPOSITORY_UNAVAILABLE', message: expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/nowhere/) },
    ],
    [
      'a Dockerfile',
      () => [`--repo=${host.url('http', tea)}`],
      {
        code: 'HK_BUILD_CONTEXT_INVALID',
        message: expect.stringMatching(/\/tea#[0-9a-f]{40}:\. cannot.*no Dockerfile/),
      },
    ],
    ['an address', () => ['--repo=ext::sh'], { code: 'HK_REPOSITORY_INVALID' }],
    ['a branch of a folder', () => ['--repo=components/tea/builder', '--branch=x'], { code: 'HK_REPOSITORY_INVALID' }],
  ])('finds what is wrong with %s, and names the component', async (_, words, error) => {
    const own = words();
    if (!own.some((word) => word.startsWith('--repo='))) own.push(`--repo=${host.url('git', tea)}`);
    const check = checkTasks(context(...own), repositories());
    await expect(check).rejects.toMatchObject({ component: 'tea', ...error });
    await expect(check).rejects.not.toMatchObject({ message: expect.stringMatching(/davy|l@cker|l%40cker/) });
  });

  it.each([
    ['none', 'HK_PRIVILEGES_REFUSED'],
    ['some', 'HK_CONFIGURATION_INVALID'],
  ])('ends where privileges are needed and HYPRIOTKIT_PRIVILEGES is %s', async (word, code) => {
    process.env['HYPRIOTKIT_PRIVILEGES'] = word;
    const check = checkTasks(context(`--repo=${host.url('git', tea)}#main:green`), repositories());
    await expect(check).rejects.toMatchObject({ component: 'tea', code });
  });
});
