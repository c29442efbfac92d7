import { describeError } from '@hypriotkit/core';
import type { ProjectGraph } from '@nx/devkit';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from '../lib/executors';
import { refuseUnknownConfiguration } from './unknown-configuration';
import { ConfigurationUnknown } from '../errors';

const project = (name: string, targets: object) => ({
  name,
  type: 'app',
  data: { root: `components/${name}`, targets },
});
const graph = {
  nodes: {
    pot: project('pot', { build: { executor: BUILD_EXECUTOR, configurations: { clay: {}, odroid: {} } } }),
    tea: project('tea', {
      build: { executor: BUILD_EXECUTOR, configurations: { green: {} } },
      taste: { executor: RUN_EXECUTOR },
    }),
    site: project('site', { lint: { executor: 'nx:noop' }, build: { executor: 'nx:noop' } }),
  },
  dependencies: { tea: [{ source: 'tea', target: 'pot', type: 'implicit' }] },
} as unknown as ProjectGraph;

const refuse = (...words: string[]) => refuseUnknownConfiguration(['node', 'nx', ...words], graph);

describe('refuseUnknownConfiguration', () => {
  it.each([
    [['run', 'pot:build:odriod']],
    [['run', 'pot:build', '-c', 'odriod']],
    [['run', 'pot:build', '-c=odriod']],
    [['run', 'pot:build', '--c=odriod']],
    [['run', 'pot:build', '--configuration=odriod']],
    [['run', 'pot:build', '--configuration', 'odriod', '--fresh']],
    [['run', '--configuration', 'odriod', 'pot:build', '--', '--kind=black']],
    [['build', 'pot', '-c', 'odriod']],
    [['build', '--project=pot', '-c', 'odriod']],
    [['run', 'pot:build:odroid', '-c', 'odriod']],
    [['run', 'pot:build:green']],
    [['run', 'tea:taste:odriod']],
    [['run', 'tea:build', '--prod']],
    [['run-many', '-t', 'build', '-c', 'odriod']],
    [['run-many', '--targets=lint,build', '-c', 'odriod']],
    [['run-many', '--target', 'lint', 'build', '--configuration=odriod']],
    [['affected', '-t', 'build', 'taste', '-c', 'odriod']],
    [['build', '-c', 'odriod']],
    [['run', 'build:odriod']],
    [['run', 'p*:build:odriod']],
  ])('refuses one that nothing in the run has: nx %j', (words) => {
    expect(() => refuse(...words)).toThrow(ConfigurationUnknown);
  });

  it.each([
    [['run', 'pot:build:odroid']],
    [['run', 'pot:build']],
    [['run', 'pot:build', '--kind=c', '--', '-c', 'odriod']],
    [['run', 'tea:build:odroid']],
    [['run', 'tea:taste', '-c', 'clay']],
    [['build', 'tea', '--configuration=green']],
    [['run-many', '-t', 'build', '-c', 'odroid']],
    [['affected', '-t', 'build', '--configuration=green']],
    [['run-many', '-t', 'build']],
    [['run', 'p*:build']],
    [['run', 'build']],
  ])('takes what some task may have: nx %j', (words) => {
    expect(() => refuse(...words)).not.toThrow();
  });

  it.each([[['run', 'site:build:odriod']], [['run-many', '-t', 'lint', '-c', 'ci']], [['report']]])(
    'leaves to Nx what is no target of ours: nx %j',
    (words) => {
      expect(() => refuse(...words)).not.toThrow();
    },
  );

  it('names what there is, and what is near', () => {
    const told = (...words: string[]) => {
      try {
        refuse(...words);
      } catch (error) {
        return describeError(error);
      }
      return 'nothing';
    };
    expect(told('run', 'pot:build:odriod')).toContain(
      'pot:build has no configuration "odriod"; did you mean "odroid"?\nChoose one of clay, odroid, or',
    );
    expect(told('run-many', '-t', 'build', '-c', 'black')).toContain(
      'No project has a configuration "black".\nChoose one of clay, green, odroid, or',
    );
  });
});
