import { originOf } from '@hypriotkit/config';
import { SmallWorkspace } from '../testing/small-workspace';
import { settingsOf } from './settings';
import { thisTask } from './tasks';

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
