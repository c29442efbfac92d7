// Which package of libs may import which other, as docs/architecture.md shows it. ESLint holds the sources to it, a test the
// page and the packages' own lists of dependencies.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCOPE = '@hypriotkit/';

/** Whom a package may import; the lowest first. */
export const LAYERS = {
  core: [],
  contract: ['core'],
  terminal: ['core'],
  config: ['core'],
  engine: ['core'],
  repository: ['core'],
  artifacts: ['contract', 'core', 'engine'],
  component: ['artifacts', 'config', 'contract', 'core', 'engine'],
  docker: ['artifacts', 'component', 'config', 'contract', 'core', 'engine', 'repository'],
  orchestrator: ['artifacts', 'config', 'contract', 'core', 'engine', 'repository'],
  api: ['artifacts', 'component', 'config', 'contract', 'core', 'engine'],
  hypriotkit: ['api', 'contract', 'core', 'terminal'],
};

/** Packages that one of ours alone may know, so that another could take their place. */
export const OWNERS = {
  '@nx/devkit': 'docker',
  ajv: 'config',
  commander: 'hypriotkit',
  dockerode: 'engine',
  'log-update': 'terminal',
  'simple-git': 'repository',
  'tar-stream': 'engine',
};

/** What ESLint is told of each package. Tests may look behind the packages that they are of. */
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

/** Whom a package says that it depends on. */
export function declared(root, name) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'libs', name, 'package.json'), 'utf8'));
  return Object.keys(dependencies)
    .filter((other) => other.startsWith(SCOPE))
    .map((other) => other.slice(SCOPE.length))
    .sort();
}
