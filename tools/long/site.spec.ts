import { nx } from '../e2e/lib/workspace';
import { inBrowser } from './lib/browser';

/* The pages as a site, in a real browser: Debian's Chromium. */

const HOUR = 60 * 60 * 1000;
/** The path of the site on its host. */
const BASE = '/the/pages/';
/** Of VitePress's own bars and first page, and of columns that explain the one before and have no heading. */
const LEFT_ALONE = [
  'nested-interactive',
  'label-content-name-mismatch',
  'landmark-one-main',
  'region',
  'empty-table-header',
];

interface Heard {
  noise: string[];
  failed: string[];
  elsewhere: string[];
}

interface Seen extends Heard {
  title: string;
  heading: string;
  words: number;
  isTooWide: boolean;
  isDark: boolean;
  emptyPictures: string[];
  violations?: string[];
}

interface Page {
  file: string;
  ways: Record<'light' | 'dark' | 'without-scripts' | 'phone', Seen>;
}

let pages: Page[];
let reader: Heard & { clicked: string; results: number; found: boolean };
beforeAll(async () => {
  const { code, output } = await nx(['run', 'site:pages'], { SITE_BASE: BASE }).ended;
  expect({ code, output }).toMatchObject({ code: 0 });
  const printed = await inBrowser('walk.mjs', ['/browser/pictures', '/browser/site', BASE], ['dist/site'], 'site');
  const lines = printed.map((line) => JSON.parse(line) as object);
  reader = (lines.pop() as { reader: typeof reader }).reader;
  pages = lines as Page[];
}, HOUR);

/** What each page has, in each way that it was opened; pages that have nothing are left out. */
const all = (what: (seen: Seen) => readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    pages
      .flatMap(({ file, ways }) => Object.entries(ways).map(([way, seen]) => [`${file}, ${way}`, what(seen)] as const))
      .filter(([, found]) => found.length > 0),
  );

it('is complete, and each page has its heading', () => {
  expect(pages.length).toBeGreaterThan(40);
  expect(all(({ title, heading }) => (title && heading ? [] : ['no title or heading']))).toEqual({});
});

it('asks no other host, everything that it asks for is there, and the browser has no complaints', () => {
  expect(all(({ elsewhere, failed, noise }) => [...elsewhere, ...failed, ...noise])).toEqual({});
  expect(all(({ emptyPictures }) => emptyPictures)).toEqual({});
});

it('has none of the faults that axe knows, in light and dark', () => {
  const isOurs = (fault: string) => !LEFT_ALONE.includes(fault.split(':')[0]!);
  expect(all(({ violations = [] }) => violations.filter(isOurs))).toEqual({});
  expect(pages.map(({ ways }) => [ways.light.isDark, ways.dark.isDark])).toEqual(pages.map(() => [false, true]));
});

it('says the same without scripts, and fits the window of a telephone', () => {
  const fewer = ({ ways }: Page) => ways['without-scripts'].words < ways.light.words * 0.98;
  expect(pages.filter(fewer).map(({ file }) => file)).toEqual([]);
  expect(all(({ isTooWide }) => (isTooWide ? ['too wide'] : []))).toEqual({});
});

it('leads a reader on by links and, without another host, by its search', () => {
  expect(reader).toEqual({
    clicked: expect.stringContaining('First steps') as string,
    results: expect.any(Number) as number,
    found: true,
    noise: [],
    failed: [],
    elsewhere: [],
  });
  expect(reader.results).toBeGreaterThan(0);
});
