// Six suites: `unit` (no engine, seconds), `integration` (the real engine with small builders), `e2e` (this workspace
// through Nx), `copies` (copies of it, which may be tested beside the others), `image` (boots the image, and that of an example) and `long` (what
// takes too long for `npm test`, which does not run it).

// Jest's own loader cannot import ES modules: these become CommonJS.
const ES_MODULES = '(js-fatfs|linkedom)';
// Those of d3 and Plot have other builds, for `require`.
const CONDITIONS = ['node', 'node-addons', 'umd'];

/** @param {string} displayName @param {Partial<import('jest').Config>} own */
const suite = (displayName, own) => ({
  displayName,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: CONDITIONS },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }],
    [`/node_modules/${ES_MODULES}/.+\\.js$`]: [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
  moduleNameMapper: {
    '^@hypriotkit/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    // Plot's other build names a version of it.
    '^d3@[^/]+/(.*)$': '<rootDir>/node_modules/d3/$1',
    // Its build in one file. The other one uses many ES modules.
    '^linkedom$': '<rootDir>/node_modules/linkedom/worker.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/tmp/', '<rootDir>/.nx/'],
  ...own,
});

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    suite('unit', {
      testMatch: ['<rootDir>/{libs,tools,components}/**/*.spec.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '\\.int\\.spec\\.ts$',
        '<rootDir>/tools/e2e/',
        '<rootDir>/tools/long/',
      ],
    }),
    suite('integration', { testMatch: ['<rootDir>/{libs,components}/**/*.int.spec.ts'] }),
    suite('e2e', { testMatch: ['<rootDir>/tools/e2e/!(image|example).spec.ts'] }),
    suite('image', { testMatch: ['<rootDir>/tools/e2e/{image,example}.spec.ts'] }),
    suite('copies', { testMatch: ['<rootDir>/tools/e2e/copies/*.spec.ts'] }),
    suite('long', { testMatch: ['<rootDir>/tools/long/**/*.spec.ts'] }),
  ],
  testTimeout: 10 * 60 * 1000,
};
