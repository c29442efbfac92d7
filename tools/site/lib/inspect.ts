// Finds what is wrong with a built site: links and assets that lead nowhere, and anything that a browser would fetch from another host.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What a browser fetches by itself, by element; links are followed by people. */
const ASSETS = {
  script: 'src',
  img: 'src',
  link: 'href',
  source: 'src',
  video: 'src',
  iframe: 'src',
  object: 'data',
  use: 'href',
};

/**
 * Hosts that the scripts of VitePress and Vue name and do not ask: namespaces of XML, explanations of errors, the base with which
 * VitePress resolves an address, and where its theme would get icons that were not built in. The site has no such icons.
 */
const NAMED_IN_SCRIPTS = ['www.w3.org', 'vuejs.org', 'a.com', 'api.iconify.design'];

/** What is used of a document of linkedom, whose types need those of a browser. */
interface Html {
  querySelectorAll(
    selector: string,
  ): Iterable<{ id: string; textContent: string | null; getAttribute(name: string): string | null }>;
}

interface Page {
  document: Html;
  ids: Set<string>;
}

/**
 * @param folder the built site
 * @param base where it is on its host, with a slash at both ends
 * @returns a line for each problem: the page or file, and what is wrong
 */
export async function inspect(folder: string, base: string): Promise<string[]> {
  const { parseHTML } = await import('linkedom');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const known = new Set(files);
  const pages = new Map(files.filter((file) => file.endsWith('.html')).map((file) => [file, parse(read(file))]));
  return [
    ...[...pages].flatMap(([file, page]) => [...assetsOf(file, page), ...linksOf(file, page)]),
    ...files.filter((file) => file.endsWith('.css')).flatMap(stylesOf),
    ...files.filter((file) => file.endsWith('.js')).flatMap(scriptsOf),
    ...files.filter((file) => file.endsWith('.svg')).flatMap(picturesOf),
    ...searchOf(),
  ];

  function parse(html: string): Page {
    const { document } = parseHTML(html) as unknown as { document: Html };
    return { document, ids: new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)) };
  }

  function assetsOf(file: string, { document }: Page): string[] {
    const urls = Object.entries(ASSETS).flatMap(([tag, attribute]) =>
      [...document.querySelectorAll(`${tag}[${attribute}]`)].map((element) => element.getAttribute(attribute)!),
    );
    const styles = [...document.querySelectorAll('style')].flatMap(({ textContent }) =>
      foreignStyles(textContent ?? ''),
    );
    return [
      ...urls.map((url) => problem(file, url, true)),
      ...styles.map((url) => `${file}: a style loads ${url}`),
    ].filter((text) => text !== undefined);
  }

  function linksOf(file: string, { document }: Page): string[] {
    const urls = [...document.querySelectorAll('a[href]')].map((element) => element.getAttribute('href')!);
    return urls.map((url) => problem(file, url, false)).filter((text) => text !== undefined);
  }

  /** What is wrong with an address in a page. */
  function problem(file: string, url: string, fetched: boolean): string | undefined {
    if (url.startsWith('data:')) return undefined;
    const { origin, pathname, hash } = new URL(url, `http://site.invalid${base}${file}`);
    if (origin !== 'http://site.invalid') return fetched ? `${file}: loads ${url}` : undefined;
    const path = decodeURIComponent(pathname);
    if (!path.startsWith(base)) return `${file}: ${url} is outside of ${base}`;
    const target = [path.slice(base.length), posix.join(path.slice(base.length), 'index.html')].find((one) =>
      known.has(one),
    );
    if (target === undefined || (target === '' && !known.has('index.html'))) return `${file}: ${url} does not exist`;
    if (hash === '' || !pages.has(target)) return undefined;
    return pages.get(target)!.ids.has(decodeURIComponent(hash.slice(1)))
      ? undefined
      : `${file}: ${url}: no such anchor`;
  }

  function stylesOf(file: string): string[] {
    return foreignStyles(read(file)).map((url) => `${file}: loads ${url}`);
  }

  function scriptsOf(file: string): string[] {
    // Pages as scripts hold the text of the pages, links included.
    if (/\.md\.[\w-]+(\.lean)?\.js$/.test(file) || file.includes('localSearchIndex')) return [];
    const urls = [...read(file).matchAll(/["'`](https?:\/\/[^"'`\s]+)/g)].map(([, url]) => url!);
    return urls
      .filter((url) => !NAMED_IN_SCRIPTS.includes(new URL(url).hostname))
      .map((url) => `${file}: names ${url}`);
  }

  function picturesOf(file: string): string[] {
    const text = read(file);
    const urls = [...text.matchAll(/\b(?:href|src)="((?:https?:)?\/\/[^"]+)"/g)].map(([, url]) => url!);
    return [...urls, ...foreignStyles(text)].map((url) => `${file}: loads ${url}`);
  }

  /** The search index has to know every page but the first, which is made of the others. */
  function searchOf(): string[] {
    const index = files.find((file) => file.includes('localSearchIndex') && file.endsWith('.js'));
    if (index === undefined) return ['there is no search index'];
    const text = read(index);
    return [...pages.keys()]
      .filter((file) => !['index.html', '404.html'].includes(file) && !text.includes(`${base}${file}`))
      .map((file) => `${file} is not in the search index`);
  }
}

/** Addresses on other hosts that a style sheet loads. */
function foreignStyles(css: string): string[] {
  const urls = [...css.matchAll(/(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g)];
  return urls.map(([, url]) => url!);
}
