import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PAGE = join(__dirname, '..', '..', 'docs', 'hypriot-kit.md');

/** Returns every `[name](file.ts) "title", "title"` on the page. The file has the tests, or a suite that tests share. */
function proofs(): [file: string, titles: string[]][] {
  const page = readFileSync(PAGE, 'utf8');
  return [...page.matchAll(/\]\(([^)]+\.ts)\)((?:,? "[^"]+")*)/g)].map(([, file, titles]) => [
    file!,
    [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => title!),
  ]);
}

it('docs/hypriot-kit.md names existing tests', () => {
  expect(proofs().length).toBeGreaterThan(30);
  const missing = proofs().flatMap(([file, titles]) => {
    const path = join(dirname(PAGE), file);
    if (!existsSync(path)) return [file];
    const source = readFileSync(path, 'utf8');
    return titles.filter((title) => !source.includes(title)).map((title) => `${file}: ${title}`);
  });
  expect(missing).toEqual([]);
});
