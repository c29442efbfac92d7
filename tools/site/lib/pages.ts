// Which files are pages, and where each is in the site. The files stay as they are: on a forge, they link to each other by path.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');

/** Pages outside of docs, by path in the workspace, with the path of each in the site. */
const OUTSIDE: Record<string, string> = {
  'tools/site/index.md': 'index.md',
  'README.md': 'overview.md',
  'examples/README.md': 'examples.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'reporting.md',
  'CHANGELOG.md': 'changelog.md',
};

/** The path in the site (`boards.md`) of every page, by its path in the workspace (`docs/boards.md`). */
export function pages(): Record<string, string> {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  return { ...OUTSIDE, ...Object.fromEntries(docs.map((file) => [`docs/${file}`, file])) };
}

/** The first heading of a page, without backticks. */
export function titleOf(page: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, page), 'utf8'));
  if (!heading) throw new Error(`${page} has no heading of the first level`);
  return heading[1]!.replaceAll('`', '');
}
