/* global document, getComputedStyle, location */
// Opens pages in Chromium, as different people have it, and prints what it sees as JSON. It runs in the container that the Dockerfile
// beside it makes, with playwright-core and axe-core in /browser. look.mjs OUT REPORT INDEX
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [out, report, index] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const WAYS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'without-scripts': { colorScheme: 'light', javaScriptEnabled: false },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
};
const WINDOW = { width: 1100, height: 1400 };

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const seen = {};
for (const [way, options] of Object.entries(WAYS)) {
  seen[way] = { report: await open(report, way, options), index: await open(index, way, options) };
}
const keyboard = await withPage(report, {}, byKeyboard);
const filtered = await withPage(index, {}, filter);
await browser.close();
console.log(JSON.stringify({ seen, keyboard, filtered }));

async function withPage(path, options, work) {
  const context = await browser.newContext({ viewport: WINDOW, ...options });
  const page = await context.newPage();
  const noise = [];
  const requests = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${path}`);
  try {
    return await work(page, { noise, requests });
  } finally {
    await context.close();
  }
}

function open(path, way, options) {
  return withPage(path, options, async (page, { noise, requests }) => {
    const name = path.split('/').at(-1).replace('.html', '');
    await page.screenshot({ path: `${out}/${name}-${way}.png` });
    const found = await page.evaluate(look);
    // Everything is opened, so that all of it is judged.
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    if (options.javaScriptEnabled !== false) {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      found.violations = violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} (${nodes.length} in all)`,
      );
    }
    const elsewhere = requests.filter((url) => url !== `file://${path}` && !url.startsWith('data:'));
    return { ...found, noise, elsewhere };
  });
}

/** Runs in the page. */
function look() {
  const charts = [...document.querySelectorAll('svg')].map((svg) => ({
    section: svg.closest('section').id,
    label: svg.getAttribute('aria-label'),
    marks: [...svg.querySelectorAll('rect, circle')].flatMap((mark) => {
      const title = mark.querySelector('title')?.textContent;
      const { x, width, height } = mark.getBoundingClientRect();
      return title === undefined ? [] : [{ title, x, width, height }];
    }),
  }));
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    title: document.title,
    background: getComputedStyle(document.body).backgroundColor,
    text: document.body.innerText,
    isTooWide: scrollWidth > clientWidth,
    charts,
    rows: [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length,
    hasFilter: document.querySelector('#filter')?.checkVisibility() ?? false,
  };
}

/** Goes to the content by the link that only the keyboard finds, and opens the first part that is closed. */
async function byKeyboard(page) {
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim().slice(0, 80));
  await page.keyboard.press('Tab');
  const first = await focused();
  await page.keyboard.press('Enter');
  const target = await page.evaluate(() => location.hash);
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const isClosed = () => page.evaluate(() => document.activeElement.matches('details:not([open]) > summary'));
    if (await isClosed()) {
      await page.keyboard.press('Enter');
      return { first, target, presses, opened: !(await isClosed()) };
    }
  }
  return { first, target, opened: false };
}

async function filter(page) {
  await page.getByRole('searchbox').fill('no such board');
  const none = (await page.evaluate(look)).rows;
  await page.getByRole('searchbox').fill('rpi_sd');
  return { none, found: (await page.evaluate(look)).rows };
}
