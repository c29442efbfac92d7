import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, silentLogger } from '@hypriotkit/core';
import { SmallWorkspace } from '../testing/small-workspace';
import { Repositories } from './repositories';
import { checkTasks } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const build = () => workspace.projects['tea']!.targets!['build']!;

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
