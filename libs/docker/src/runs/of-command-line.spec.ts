import type { ProjectGraph } from '@nx/devkit';
import { mayBuild, optionsOf } from './of-command-line';

const nodes = {
  tea: {
    data: {
      targets: {
        build: { executor: '@hypriotkit/docker:build' },
        taste: { executor: '@hypriotkit/docker:run' },
        deploy: { executor: 'nx:run-commands', dependsOn: ['build'] },
      },
    },
  },
  lib: {
    data: {
      targets: {
        lint: { executor: 'nx:run-commands' },
        publish: { executor: 'nx:run-commands', dependsOn: [{ target: 'deploy', projects: ['tea'] }] },
        everything: { executor: 'nx:run-commands', dependsOn: ['lint', '^de*'] },
      },
    },
  },
} as unknown as ProjectGraph['nodes'];
const argv = (words: string) => ['node', 'nx', ...words.split(' ')];

it.each([
  ['run tea:build', true],
  ['run tea:build:strong', true],
  ['build tea', true],
  ['run-many -t lint,build', true],
  ['affected --targets=build', true],
  ['run tea:taste', true],
  ['run lib:lint', false],
  ['run-many -t lint', false],
  ['run tea:deploy', true],
  ['run lib:publish', true],
  ['run-many --targets=publish', true],
  ['run lib:everything', true],
])('mayBuild: %s: %s', (words, expected) => {
  expect(mayBuild(argv(words), nodes)).toBe(expected);
});

describe('optionsOf', () => {
  const of = (words: string) => optionsOf(argv(words), ['kind', 'strength']);
  const plain = of('run tea:build');

  it.each(['run pot:build', 'run-many -t build --parallel=2', 'run tea:build --verbosity=debug --fresh'])(
    'is the same for what makes the same: %s',
    (words) => expect(of(words)).toBe(plain),
  );

  it.each([
    'run tea:build --kind=black',
    'run tea:build --kind black',
    'run tea:build -- --strength=2',
    'run tea:build:strong',
    'run tea:build -c strong',
    'run tea:build --configuration=strong',
    'run tea:build --no-kind',
    'run tea:build --kind --fresh',
  ])('is another one for what makes something else: %s', (words) => expect(of(words)).not.toBe(plain));

  it('is another one with another SOURCE_DATE_EPOCH', () => {
    const at = (time?: string) => optionsOf(argv('run tea:build'), [], { SOURCE_DATE_EPOCH: time });
    expect(at('1000')).not.toBe(at('2000'));
    expect(at('')).toBe(at());
  });
});
