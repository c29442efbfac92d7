import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFile } from '../e2e/lib/report';
import { nxSucceeds, ROOT } from '../e2e/lib/workspace';
import { inBrowser } from './lib/browser';

/* The report of the image, in a real browser: Debian's Chromium. */

const HOUR = 60 * 60 * 1000;

interface Page {
  title: string;
  background: string;
  text: string;
  isTooWide: boolean;
  charts: { section: string; label: string; marks: { title: string; x: number; width: number; height: number }[] }[];
  rows: number;
  hasFilter: boolean;
  violations?: string[];
  noise: string[];
  elsewhere: string[];
}

interface Seen {
  seen: Record<'light' | 'dark' | 'without-scripts' | 'phone', { report: Page; index: Page }>;
  keyboard: { first: string; target: string; opened: boolean };
  filtered: { none: number; found: number };
}

interface Description {
  bytes: number;
  partitions: { label: string; start: number; bytes: number; free: number }[];
  packages: object[];
  space: { package: string; bytes: number }[];
}

let looked: Seen;
let description: Description;
beforeAll(async () => {
  await nxSucceeds('run', 'rpi_sd_image:report');
  description = JSON.parse(reportFile('describe', 'describe.json')) as Description;
  looked = await look();
}, HOUR);

async function look(): Promise<Seen> {
  const pages = ['dist/reports/rpi_sd_image/report/report.html', 'dist/reports/index.html'];
  const args = ['/browser/pictures', '/browser/report.html', '/browser/index.html'];
  const printed = await inBrowser('look.mjs', args, pages, 'report');
  return JSON.parse(printed.at(-1)!) as Seen;
}

const pages = (): [string, Page][] =>
  Object.entries(looked.seen).flatMap(([way, { report, index }]): [string, Page][] => [
    [`report, ${way}`, report],
    [`index, ${way}`, index],
  ]);
const marksOf = (section: string, chart = 0) =>
  looked.seen.light.report.charts.filter((one) => one.section === section)[chart]!.marks;

it('asks for nothing else, and the browser has no complaints', () => {
  expect(pages().map(([name, { noise, elsewhere }]) => ({ name, noise, elsewhere }))).toEqual(
    pages().map(([name]) => ({ name, noise: [], elsewhere: [] })),
  );
});

it('has none of the faults that axe knows, in light and dark', () => {
  const judged = pages().filter(([, { violations }]) => violations !== undefined);
  expect(judged).toHaveLength(6);
  expect(judged.flatMap(([name, { violations }]) => violations!.map((one) => `${name}: ${one}`))).toEqual([]);
});

it('is dark where people want it dark', () => {
  expect(looked.seen.light.report.background).toBe('rgb(255, 255, 255)');
  expect(looked.seen.dark.report.background).toBe('rgb(13, 17, 23)');
});

it('says the same without scripts, and fits the window of a telephone', () => {
  const { light, 'without-scripts': without, phone } = looked.seen;
  expect(without.report.text).toBe(light.report.text);
  expect(without.index.rows).toBe(light.index.rows);
  expect([light.index.hasFilter, without.index.hasFilter]).toEqual([true, false]);
  expect([light, phone].flatMap(({ report, index }) => [report.isTooWide, index.isTooWide])).not.toContain(true);
});

it('can be read by keyboard', () => {
  expect(looked.keyboard).toMatchObject({ first: 'To the content', target: '#main', opened: true });
});

it('lists the image, and filters the list', () => {
  expect(looked.filtered.none).toBe(0);
  expect(looked.filtered.found).toBeGreaterThan(0);
});

it('draws the partitions to scale', () => {
  const { bytes, partitions } = description;
  const marks = marksOf('partitions');
  const [scale, from] = [marks.reduce((sum, { width }) => sum + width, 0) / bytes, marks[0]!.x];
  expect(partitions.length).toBeGreaterThan(1);
  for (const { label, start, bytes: size, free } of partitions) {
    const used = marks.find(({ title }) => title.startsWith(`${label}, used`))!;
    expect(used.x - from).toBeCloseTo(start * scale, -0.6);
    expect(used.width).toBeCloseTo((size - free) * scale, -0.6);
  }
});

it('draws the use of space to scale', () => {
  const total = description.space.reduce((sum, { bytes }) => sum + bytes, 0);
  const byPackage = new Map<string, number>();
  for (const row of description.space) byPackage.set(row.package, (byPackage.get(row.package) ?? 0) + row.bytes);
  const marks = marksOf('space');
  const whole = marks.reduce((sum, { width, height }) => sum + width * height, 0);
  const largest = [...byPackage].filter(([name]) => name !== '').sort(([, one], [, other]) => other - one);
  expect(largest.length).toBeGreaterThan(100);
  for (const [name, bytes] of largest.slice(0, 10)) {
    const own = marks.filter(({ title }) => title.startsWith(`${name}, `) || title.startsWith(`${name}:`));
    const area = own.reduce((sum, { width, height }) => sum + width * height, 0);
    // The lines between rectangles are not counted.
    expect([name, area / whole / (bytes / total)]).toEqual([name, expect.closeTo(1, 1)]);
  }
});

it('has the numbers of the image in words', () => {
  const { text } = looked.seen.light.report;
  expect(text).toContain(`The image has ${description.packages.length} packages.`);
  const sums = readFileSync(join(ROOT, 'dist/artifacts/rpi_sd_image/SHA256SUMS'), 'utf8').match(/[0-9a-f]{64}/g)!;
  for (const sum of sums) expect(text).toContain(sum);
});
