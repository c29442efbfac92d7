import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns every `[name](file.ts) "title", "title"` on a page. The file has the tests, or a suite that tests share. */
export function namedTests(page: string): [file: string, titles: string[]][] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/\]\(([^)]+\.ts)\)((?:,? "[^"]+")*)/g)].map(([, file, titles]) => [
    file!,
    [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => title!),
  ]);
}

/** Returns those that do not exist. */
export function missingTests(page: string): string[] {
  return namedTests(page).flatMap(([file, titles]) => {
    const path = join(dirname(page), file);
    if (!existsSync(path)) return [file];
    const source = readFileSync(path, 'utf8');
    return titles.filter((title) => !source.includes(title)).map((title) => `${file}: ${title}`);
  });
}
