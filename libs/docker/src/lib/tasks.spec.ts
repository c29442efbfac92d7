import { originOf } from '@hypriotkit/config';
import { silentLogger } from '@hypriotkit/core';
import { SmallWorkspace } from '../testing/small-workspace';
import { Repositories } from './repositories';
import { settingsOf } from './settings';
import { checkTasks, thisTask } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const build = () => workspace.projects['tea']!.targets!['build']!;

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

  it('takes words of the command line as they were written', () => {
    expect(settings(['--strength=1.10']).configuration.components['tea']).toMatchObject({ strength: '1.10' });
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
    ['a base', () => options({ base: { component: 'cup' } }), [], { code: 'HK_BASE_UNKNOWN' }],
    ['an input', () => options({ inputs: [{ component: 'cup', role: 'x' }] }), [], { code: 'HK_INPUT_UNKNOWN' }],
    ['a role', () => options({ inputs: [{ component: 'pot', role: 'x' }] }), [], { code: 'HK_INPUT_UNKNOWN' }],
  ])(
    'finds %s of a later task before the first one starts, and names the component',
    async (_, spoil, words, error) => {
      spoil();
      await expect(check(words)).rejects.toMatchObject({ component: 'tea', ...error });
    },
  );
});
