import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'libs/*/src/**.ts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
const CODE = /code = '(HK_\w+)'/g;

it('docs/errors.md lists exactly the codes in the sources', () => {
  const inSources = sources.flatMap(({ text }) => [...text.matchAll(CODE)]);
  const inDocs = [...readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8').matchAll(/^\| `(HK_\w+)`/gm)];
  const codes = (matches: RegExpMatchArray[]) => matches.map((match) => match[1]).sort();
  expect(inSources.length).toBeGreaterThan(10);
  expect(codes(inDocs)).toEqual(codes(inSources));
});

it('all error classes of a package are in its errors.ts', () => {
  const withCodes = sources.filter(({ text }) => text.search(CODE) >= 0).map(({ file }) => file);
  expect(withCodes.filter((file) => !/^libs\/[\w-]+\/src\/errors\.ts$/.test(file))).toEqual([]);
});
