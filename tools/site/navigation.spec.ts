import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sidebar } from './lib/navigation';
import { pages, ROOT } from './lib/pages';

const inGit = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'docs/*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});

it('the site has every page of docs', () => {
  const docs = Object.keys(pages()).filter((page) => page.startsWith('docs/'));
  expect(docs.sort()).toEqual(inGit.trim().split('\n').sort());
});

it('no two pages have the same place', () => {
  const places = Object.values(pages());
  expect(places).toEqual([...new Set(places)]);
});

it('every page but the first is in the sidebar, once', () => {
  const shown = sidebar().flatMap(({ items }) => items.map(({ link }) => `${link.slice(1)}.md`));
  const places = Object.values(pages()).filter((place) => place !== 'index.md');
  expect(shown.sort()).toEqual(places.sort());
});

it('titles of the sidebar are short, and no two are the same', () => {
  const titles = sidebar().flatMap(({ items }) => items.map(({ text }) => text));
  expect(titles.filter((title) => title.length > 45)).toEqual([]);
  expect(titles).toEqual([...new Set(titles)]);
});

it('the landing page has the commands and the picture of the README', () => {
  const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
  const [readme, landing] = [read('README.md'), read('tools/site/index.md')];
  const commands = /```\n(npm start .*?)```/s.exec(readme)![1];
  expect(/```\n(.*?)```/s.exec(landing)![1]).toBe(commands);
  const [, alternative, picture] = /!\[(.*?)\]\((docs\/.*?)\)/.exec(readme)!;
  expect(landing).toContain(`![${alternative}](../../${picture})`);
});

it('the recording on the landing page is small', () => {
  expect(statSync(join(__dirname, 'terminal.svg')).size).toBeLessThan(100_000);
});
