// The workspace's own Nx plugin. It gives every package of libs the targets lint, typecheck and test, and every component lint.
// It is plain JavaScript: Nx reads it before each command, and compiles nothing for it.
const { dirname } = require('node:path');

/** Files that the tests of a package read outside of the package and of those that it depends on. */
const READ_BY_TESTS = {
  'libs/card-settings': ['{workspaceRoot}/components/root_fs/fields.json'],
  'libs/config': ['{workspaceRoot}/image/**/*.json', '{workspaceRoot}/components/*/*.json'],
  'libs/docker': ['{workspaceRoot}/image/*.json', '{workspaceRoot}/components/**/*'],
};

/** What dependants compile and run: the sources and helpers of tests, but not the tests. */
const SOURCES = ['{projectRoot}/src/**/*', '{projectRoot}/package.json', '!{projectRoot}/src/**/*.spec.ts'];
/** A dependant is checked again only if the types of what it uses change. */
const TYPES_USED = { dependentTasksOutputFiles: '**/*.d.ts', transitive: true };
const COMPILER = ['{workspaceRoot}/tsconfig.json', '{workspaceRoot}/tsconfig.{base,project}.json'];
const FORMAT = ['{workspaceRoot}/.prettierrc.json', '{workspaceRoot}/.prettierignore', '{workspaceRoot}/.editorconfig'];

/** @type {import('@nx/devkit').CreateNodes} */
exports.createNodes = [
  '{libs/*/package,components/**/project}.json',
  (files) => {
    const roots = files.map((file) => dirname(file));
    return files.map((file) => {
      const root = dirname(file);
      const project = file.endsWith('package.json') ? packageProject(root) : componentProject(root, roots);
      return [file, { projects: { [root]: project } }];
    });
  },
];

function packageProject(root) {
  const report = `dist/tests/${root}.json`;
  return {
    namedInputs: { sources: SOURCES },
    targets: {
      lint: target('ESLint and Prettier', [`eslint ${root}`, `prettier --check ${root}`], {
        dependsOn: ['^typecheck'],
        inputs: [
          '{projectRoot}/**/*',
          TYPES_USED,
          '{workspaceRoot}/eslint.config.mjs',
          '{workspaceRoot}/tools/lint/layers.mjs',
          ...COMPILER,
          ...FORMAT,
        ],
      }),
      typecheck: target('TypeScript, strict', [`tsc --project ${root}`], {
        dependsOn: ['^typecheck'],
        inputs: ['{projectRoot}/**/*.{ts,json}', TYPES_USED, ...COMPILER],
        outputs: ['{workspaceRoot}/dist/types/{projectRoot}'],
      }),
      test: target('Tests that need no engine', [`node tools/test/unit.mjs ${report} ${root}/`], {
        inputs: [
          '{projectRoot}/**/*',
          '!{projectRoot}/**/*.int.spec.ts',
          '^sources',
          ...(READ_BY_TESTS[root] ?? []),
          '{workspaceRoot}/jest.config.js',
          '{workspaceRoot}/tools/test/unit.mjs',
          { runtime: 'node --version' },
        ],
        outputs: [`{workspaceRoot}/${report}`],
      }),
      'nx-release-publish': {
        executor: 'nx:run-commands',
        // In the order in which they need each other.
        dependsOn: ['^nx-release-publish'],
        options: { command: `node tools/release/publish.mjs ${root}` },
        metadata: { description: 'Publishes the built package; `nx release publish` runs it' },
      },
    },
  };
}

/** @param {string[]} roots of all projects: those within a component have targets of their own */
function componentProject(root, roots) {
  const within = roots.filter((other) => other.startsWith(`${root}/`));
  const files = [root, ...within.map((other) => `'!${other}'`)].join(' ');
  const scripts = [root, ...within.map((other) => `':!${other}'`)].join(' ');
  const commands = [
    `prettier --check ${files}`,
    `node tools/lint/shell.mjs ${scripts}`,
    `node tools/lint/shell-format.mjs ${scripts}`,
  ];
  return {
    targets: {
      lint: target('Prettier, shellcheck and shfmt', commands, {
        inputs: [
          '{projectRoot}/**/*',
          ...within.map((other) => `!{workspaceRoot}/${other}/**/*`),
          '{workspaceRoot}/components/base_image/builder/*.sh',
          '{workspaceRoot}/tools/lint/shell*.mjs',
          '{workspaceRoot}/.shellcheckrc',
          ...FORMAT,
        ],
      }),
    },
  };
}

/** Run one after the other, so that what they say does not mix. */
function target(description, commands, more) {
  return {
    executor: 'nx:run-commands',
    cache: true,
    options: { commands, parallel: false },
    metadata: { description },
    ...more,
  };
}
