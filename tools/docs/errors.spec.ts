import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

it('docs/errors.md lists exactly the codes in the sources', () => {
  const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'libs/*/src/**.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((file) => !file.endsWith('.spec.ts'));
  const inSources = sources.flatMap((file) => [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(/code = '(HK_\w+)'/g),
  ]);
  const inDocs = [...readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8').matchAll(/^\| `(HK_\w+)`/gm)];
  const codes = (matches: RegExpMatchArray[]) => matches.map((match) => match[1]).sort();
  expect(inSources.length).toBeGreaterThan(10);
  expect(codes(inDocs)).toEqual(codes(inSources));
});
