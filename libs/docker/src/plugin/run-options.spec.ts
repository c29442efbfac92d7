import { runWideOptions } from './run-options';

const executors: Record<string, string> = {
  'tea:build': '@hypriotkit/docker:build',
  'tea:boot': '@hypriotkit/docker:run',
  'web:build': '@nx/js:tsc',
  'web:serve': 'nx:run-commands',
};
const options = (...words: string[]) =>
  runWideOptions(['node', 'nx', ...words], (project, target) => executors[`${project}:${target}`]);

describe('runWideOptions', () => {
  const ADDRESS = 'ssh://pi@build.test';

  it.each([
    [['run', 'tea:build', `--engine=${ADDRESS}`]],
    [['run', 'tea:build', '--engine', ADDRESS]],
    [['run', 'tea:boot', '--', `--engine=${ADDRESS}`]],
    [['build', 'tea', `--engine=${ADDRESS}`, '--skip-nx-cache']],
    [['run-many', '-t', 'build', `--engine=${ADDRESS}`]],
    [['affected', '--target=build', `--engine=${ADDRESS}`]],
    [['run', 'unknown:build', `--engine=${ADDRESS}`]],
    [['run', 'tea:build', `--engine=${ADDRESS}`, `--engine=${ADDRESS}`]],
  ])('tells all tasks of the engine: %j', (words) => {
    expect(options(...words)).toEqual({ engine: ADDRESS });
  });

  it('tells them of verbosity and privileges, and not of what is for one component', () => {
    expect(options('run', 'tea:build', '--privileges=none', '--verbosity=debug', '--fresh', '--kind=black')).toEqual({
      privileges: 'none',
      verbosity: 'debug',
    });
  });

  it('says nothing of what was not given, so that the environment counts', () => {
    expect(options('run', 'tea:build')).toEqual({});
  });

  it("leaves the options of other plugins' tasks alone", () => {
    expect(options('run', 'web:serve', '--engine=v8', '--verbosity=11')).toEqual({});
    expect(options('build', 'web', '--engine=v8')).toEqual({});
    expect(options('run', 'web:build:production', '--engine=gopher://x')).toEqual({});
  });

  it.each([
    [['--engine=gopher://x'], 'HK_ENGINE_ADDRESS_INVALID'],
    [['--engine='], 'HK_ENGINE_ADDRESS_INVALID'],
    [['--engine'], 'HK_ENGINE_ADDRESS_INVALID'],
    [['--engine', '--fresh'], 'HK_ENGINE_ADDRESS_INVALID'],
    [['--engine=tcp://a', '--engine=tcp://b'], 'HK_CONFIGURATION_INVALID'],
    [['--privileges=some'], 'HK_CONFIGURATION_INVALID'],
    [['--verbosity=loud'], 'HK_VERBOSITY_UNKNOWN'],
  ])('refuses %j', (words, code) => {
    expect(() => options('run', 'tea:build', ...words)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
