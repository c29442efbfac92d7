import { join } from 'node:path';
import { SmallWorkspace } from '../testing/small-workspace';
import { chosenEngine } from './engines-by-platform';
import { contractOf } from './official';
import { settingsOf } from './settings';
import { thisTask } from './tasks';

describe('chosenEngine', () => {
  let workspace: SmallWorkspace;
  beforeEach(() => (workspace = new SmallWorkspace()));
  afterEach(() => {
    workspace.remove();
    for (const name of ['ENGINES', 'ENGINE', 'OPTIONS']) delete process.env[`HYPRIOTKIT_${name}`];
  });

  const set = (options: object) =>
    Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, options);
  const chosen = (...words: string[]) => {
    const context = workspace.context({ tea: words });
    return chosenEngine(settingsOf(thisTask({}, context), context), context);
  };
  const ENGINES = { 'linux/arm64': 'ssh://pi@builder', 'linux/amd64': 'tcp://far:2375' };
  const ofPot = (platform: string) => `pot.engines in configs.json (${platform})`;
  /** The pot, on which the tea is based, names engines. */
  const nameEngines = (component = 'pot', engines: object = ENGINES) => {
    workspace.addField(component, 'engines', { type: 'object' });
    workspace.write('configs.json', { [component]: { engines } });
  };

  it('is that of the run for a component without a platform, or one for whose platform none is named', () => {
    const own = { host: undefined, namedBy: 'the option engine' };
    nameEngines();
    expect(chosen()).toEqual(own);
    set({ platform: 'linux/riscv64' });
    expect(chosen()).toEqual(own);
    process.env['HYPRIOTKIT_ENGINE'] = 'tcp://environment';
    expect(chosen()).toEqual({ host: 'tcp://environment', namedBy: 'HYPRIOTKIT_ENGINE' });
  });

  it('is the one that the configuration of its base names for its platform', () => {
    nameEngines();
    set({ platform: 'linux/arm64' });
    process.env['HYPRIOTKIT_ENGINE'] = 'tcp://environment';
    expect(chosen()).toEqual({
      host: 'ssh://pi@builder',
      namedBy: ofPot('linux/arm64'),
      platform: 'linux/arm64',
    });
  });

  it('depends on a field, and a value that the table does not have is for no platform', () => {
    nameEngines();
    set({ platform: { field: 'kind', values: { green: 'linux/arm64', black: 'linux/amd64' } } });
    expect(chosen().platform).toBe('linux/arm64');
    expect(chosen('--kind=black')).toMatchObject({ host: 'tcp://far:2375', platform: 'linux/amd64' });
    expect(chosen('--kind=white')).toEqual({ host: undefined, namedBy: 'the option engine' });
  });

  it('is that of the variable, platform by platform, before that of the configuration', () => {
    nameEngines();
    process.env['HYPRIOTKIT_ENGINES'] = 'linux/arm64: tcp://other:2375';
    set({ platform: 'linux/arm64' });
    expect(chosen()).toMatchObject({ host: 'tcp://other:2375', namedBy: 'HYPRIOTKIT_ENGINES (linux/arm64)' });
    set({ platform: 'linux/amd64' });
    expect(chosen()).toMatchObject({ host: 'tcp://far:2375', namedBy: ofPot('linux/amd64') });
  });

  it("is the component's own before that of its base, and an empty address does not count", () => {
    nameEngines('tea', { 'linux/arm64': 'tcp://own:2375', 'linux/amd64': '' });
    set({ platform: 'linux/arm64' });
    expect(chosen().host).toBe('tcp://own:2375');
    set({ platform: 'linux/amd64' });
    expect(chosen().host).toBeUndefined();
  });

  it('is that of the run for an official builder, whatever ours is for', () => {
    const folder = join(workspace.root, 'components/tea/builder');
    const options = { base: { image: 'scratch' }, artifacts: [], platform: 'linux/arm64' };
    expect(contractOf(options, folder).options.platform).toBe('linux/arm64');
    expect(contractOf({ ...options, official: {} }, folder).options.platform).toBeUndefined();
  });

  it('is that of --engine in any case', () => {
    nameEngines();
    set({ platform: 'linux/arm64' });
    process.env['HYPRIOTKIT_OPTIONS'] = '{"engine":"tcp://line"}';
    expect(chosen()).toEqual({ host: 'tcp://line', namedBy: '--engine' });
  });

  it('is refused with the place where it is named, and so is a platform that does not exist', () => {
    nameEngines('pot', { 'linux/arm64': 'ssh://-x' });
    set({ platform: 'linux/arm64' });
    expect(() => chosen()).toThrow(
      expect.objectContaining({
        code: 'HK_ENGINE_ADDRESS_INVALID',
        message: expect.stringContaining(ofPot('linux/arm64')) as string,
      }) as Error,
    );
    set({ platform: 'linux/aarch64' });
    expect(() => chosen()).toThrow(/components\/tea\/project.json[^]*platform: "linux\/aarch64" is not one of/);
  });
});
