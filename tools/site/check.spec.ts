import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './lib/pages';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'site-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const PAGE = '<html><head></head><body><h2 id="here">x</h2></body></html>';
const SOUND = {
  'index.html': '<a href="/base/a.html#here">a</a> <a href="https://other.test">o</a> <img src="/base/assets/p.svg">',
  'a.html': PAGE,
  'sub/index.html': `${PAGE}<a href="../a.html">a</a><a href="/base/sub/">s</a><a href="#here">h</a>`,
  'assets/p.svg': '<svg xmlns="http://www.w3.org/2000/svg"><style>a { fill: red }</style></svg>',
  'assets/style.css': '@font-face { src: url(/base/f.woff2) }',
  'assets/app.js': 'const s = "http://www.w3.org/2000/svg"',
  'assets/@localSearchIndexroot.js': '{"0":"/base/a.html#here","1":"/base/sub/index.html"}',
};

/** What is wrong, by file. */
const WRONG: Record<string, [text: string, ...problems: string[]]> = {
  'index.html': [
    '<a href="/base/b.html">b</a><a href="a.html#there">b</a><a href="/a.html">b</a><img src="p.png">',
    '/base/b.html does not exist',
    'a.html#there: no such anchor',
    '/a.html is outside of /base/',
    'p.png does not exist',
  ],
  'a.html': [
    '<script src="https://cdn.test/x.js"></script><script src="//cdn.test/x.js"></script><link href="https://fonts.test/f">' +
      '<style>@import url("https://f.test/x")</style>',
    'loads https://cdn.test/x.js',
    'loads //cdn.test/x.js',
    'loads https://fonts.test/f',
    'a style loads https://f.test/x',
  ],
  'assets/style.css': [
    '@import "https://f.test/x"; a { background: url(//f.test/y) }',
    'loads https://f.test/x',
    'loads //f.test/y',
  ],
  'assets/app.js': ['fetch("https://spy.test/x")', 'names https://spy.test/x'],
  'assets/p.svg': ['<svg><image href="https://f.test/x"/></svg>', 'loads https://f.test/x'],
  'sub/index.html': [PAGE, 'is not in the search index'],
  'assets/@localSearchIndexroot.js': ['{"0":"/base/a.html#here"}'],
};

/** In a process of its own, because linkedom needs ES modules. Returns the problems, sorted. */
function check(files: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const args = ['--require', '@swc-node/register', join(__dirname, 'check.ts'), folder, '/base/'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const problems = stderr.split('\n').filter((line) => line !== '');
  expect({ status, sound: stdout.includes('has a target') }).toEqual({
    status: problems.length > 0 ? 1 : 0,
    sound: problems.length === 0,
  });
  return problems.sort();
}

it('a sound site has no problems', () => expect(check(SOUND)).toEqual([]));

it('everything that is wrong is found, and nothing else', () => {
  const expected = Object.entries(WRONG).flatMap(([file, [, ...problems]]) =>
    problems.map((problem) => (problem.startsWith('is ') ? `${file} ${problem}` : `${file}: ${problem}`)),
  );
  const files = Object.fromEntries(Object.entries(WRONG).map(([file, [text]]) => [file, text]));
  expect(check(files)).toEqual(expected.sort());
});

it('a site without a search index is found', () => {
  expect(check({ 'index.html': PAGE })).toEqual(['there is no search index']);
});
