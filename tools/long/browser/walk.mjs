/* global document */
// Opens every page of a site in Chromium, as different people have it, and prints what it sees as JSON: a line for each page, and one
// for what a reader does. It runs in the container that the Dockerfile beside it makes. walk.mjs PICTURES FOLDER BASE
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const [pictures, folder, base] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const WAYS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'without-scripts': { javaScriptEnabled: false },
  phone: { viewport: { width: 390, height: 844 } },
};
const WINDOW = { width: 1440, height: 1000 };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://site');
  const file = pathname.startsWith(base) ? join(folder, pathname.slice(base.length) || 'index.html') : folder;
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(content);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const site = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

const files = await readdir(folder, { recursive: true });
for (const file of files.filter((one) => one.endsWith('.html') && one !== '404.html').sort()) {
  const ways = {};
  for (const [way, options] of Object.entries(WAYS))
    ways[way] = await withPage(file, options, (page, heard) => see(page, heard, file, way));
  console.log(JSON.stringify({ file, ways }));
}
console.log(JSON.stringify({ reader: await withPage('index.html', {}, read) }));
await browser.close();
server.close();

async function withPage(file, options, work) {
  const context = await browser.newContext({ viewport: WINDOW, ...options });
  const page = await context.newPage();
  const heard = { noise: [], failed: [], elsewhere: [] };
  page.on('console', (message) => heard.noise.push(message.text()));
  page.on('pageerror', (error) => heard.noise.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !url.startsWith('data:')) heard.elsewhere.push(url);
  });
  // Without scripts, a browser gives up those that it has begun to load.
  if (options.javaScriptEnabled !== false) page.on('requestfailed', (request) => heard.failed.push(request.url()));
  page.on('response', (response) => {
    if (response.status() >= 400) heard.failed.push(response.url());
  });
  await page.goto(site + base + file, { waitUntil: 'networkidle' });
  try {
    return await work(page, heard);
  } finally {
    await context.close();
  }
}

async function see(page, heard, file, way) {
  await page.screenshot({ path: `${pictures}/${file.replaceAll('/', '-').replace('.html', '')}-${way}.png` });
  const found = await page.evaluate(look);
  if (way === 'light' || way === 'dark') {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    found.violations = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }
  return { ...found, ...heard };
}

/** Runs in the page. */
function look() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const pictures = [...document.querySelectorAll('img')];
  return {
    title: document.title,
    heading: document.querySelector('h1')?.innerText ?? '',
    words: document.querySelector('.vp-doc').innerText.split(/\s+/).length,
    isTooWide: scrollWidth > clientWidth,
    isDark: document.documentElement.classList.contains('dark'),
    emptyPictures: pictures.filter((one) => one.complete && one.naturalWidth === 0).map((one) => one.src),
  };
}

/** Goes from the first page to another by a link, and to a third by the search, with the keyboard alone. */
async function read(page, heard) {
  await page.getByRole('link', { name: 'First steps' }).first().click();
  await page.waitForURL('**/first-steps.html');
  const clicked = await page.evaluate(look);
  await page.keyboard.press('Control+k');
  await page.locator('#localsearch-input').waitFor();
  await page.keyboard.type('kernel_repo');
  await page.locator('#localsearch-list [role=option]').first().waitFor();
  const results = await page.locator('#localsearch-list [role=option]').allInnerTexts();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('#localsearch-list'));
  const found = await page.evaluate(() => document.querySelector('main').innerText.includes('kernel_repo'));
  return { clicked: clicked.heading, results: results.length, found, ...heard };
}
