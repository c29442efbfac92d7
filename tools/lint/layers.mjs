// The packages of libs and their allowed imports, as shown in docs/architecture.md. ESLint checks the sources. A test
// checks the page and the dependencies in each package.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCOPE = '@hypriotkit/';

/** The packages that each package may import. The lowest layer is first. */
export const LAYERS = {
  core: [],
  contract: ['core'],
  terminal: ['core'],
  config: ['core'],
  engine: ['core'],
  report: ['core'],
  repository: ['core'],
  artifacts: ['contract', 'core', 'engine'],
  'card-settings': ['artifacts', 'core'],
  card: ['artifacts', 'card-settings', 'core'],
  component: ['artifacts', 'config', 'contract', 'core', 'engine'],
  docker: [
    'artifacts',
    'card',
    'card-settings',
    'component',
    'config',
    'contract',
    'core',
    'engine',
    'report',
    'repository',
    'terminal',
  ],
  orchestrator: ['artifacts', 'config', 'contract', 'core', 'engine', 'repository'],
  api: ['artifacts', 'component', 'config', 'contract', 'core', 'engine'],
  hypriotkit: ['api', 'card', 'card-settings', 'contract', 'core', 'terminal'],
};

/** Packages that only one of our packages may import, so that they can be replaced easily. */
export const OWNERS = {
  '@nx/devkit': 'docker',
  '@observablehq/plot': 'report',
  ajv: 'config',
  commander: 'hypriotkit',
  'd3-hierarchy': 'report',
  dockerode: 'engine',
  fzstd: 'card',
  'js-fatfs': 'card',
  linkedom: 'report',
  'log-update': 'terminal',
  'simple-git': 'repository',
  'tar-stream': 'engine',
  'xz-decompress': 'card',
  yauzl: 'card',
};

/** The ESLint rules for each package. Tests are exempt. */
export const layerRules = Object.entries(LAYERS).map(([name, allowed]) => ({
  files: [`libs/${name}/src/**/*.ts`],
  ignores: ['**/*.spec.ts', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: Object.keys(OWNERS).filter((owned) => OWNERS[owned] !== name),
        patterns: [
          {
            group: [`${SCOPE}*`, ...allowed.map((other) => `!${SCOPE}${other}`)],
            message: 'The layers are in tools/lint/layers.mjs and docs/architecture.md.',
          },
        ],
      },
    ],
  },
}));

/** Each task is a process of its own. Loading @nx/devkit there would take about a third of its time. */
export const taskRules = {
  files: ['libs/docker/src/{executors,lib,report,runs}/**/*.ts', 'libs/docker/src/plugin/project.ts'],
  ignores: ['**/*.spec.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { paths: [{ name: '@nx/devkit', allowTypeImports: true, message: 'A task must not load it. Types are fine.' }] },
    ],
  },
};

/** Returns the sorted names of the packages in libs that a package.json lists as dependencies. */
export function declared(root, name) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'libs', name, 'package.json'), 'utf8'));
  return Object.keys(dependencies)
    .filter((other) => other.startsWith(SCOPE))
    .map((other) => other.slice(SCOPE.length))
    .sort();
}
