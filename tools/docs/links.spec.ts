import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';

const ROOT = join(__dirname, '..', '..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');
/** The paths of all files and folders in git. Case matters, even if the disk ignores it. */
const places = new Set(files.flatMap((file) => [...ancestors(file)]));
const pages = files.filter((file) => file.endsWith('.md'));

const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<MarkdownIt['parse']>[number];

function* ancestors(path: string): Generator<string> {
  for (let place = path; place !== '.'; place = dirname(place)) yield place;
  yield '.';
}

function* withChildren(tokens: Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    yield* withChildren(token.children ?? []);
  }
}

/** Returns the values of attributes in the page's HTML. */
const attributes = (tokens: Token[], name: RegExp): string[] =>
  tokens
    .filter(({ type }) => type.startsWith('html_'))
    .flatMap(({ content }) => [...content.matchAll(/\s(\w+)="([^"]*)"/g)])
    .flatMap(([, attribute, value]) => (name.test(attribute!) ? [value!] : []));

/** Returns the anchors of a page: those that GitHub makes from headings, and the ids in its HTML. */
function anchorsOf(text: string): string[] {
  const slugger = new GithubSlugger();
  const tokens = markdown.parse(text, {});
  const headings = tokens.flatMap(({ type }, index) => {
    if (type !== 'heading_open') return [];
    const words = (tokens[index + 1]!.children ?? []).filter((child) => ['text', 'code_inline'].includes(child.type));
    return [slugger.slug(words.map(({ content }) => content).join(''))];
  });
  return [...headings, ...attributes([...withChildren(tokens)], /^(id|name)$/)];
}

function linksOf(text: string): string[] {
  const tokens = [...withChildren(markdown.parse(text, {}))];
  const links = tokens.map((token) => token.attrGet('href') ?? token.attrGet('src'));
  return [...links, ...attributes(tokens, /^(href|src)$/)].filter((link) => link !== null);
}

/** Returns what is wrong with a link, or undefined. */
function problemOf(page: string, link: string, read = (file: string) => readFileSync(join(ROOT, file), 'utf8')) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const base = path.startsWith('/') ? '.' : dirname(page);
  const target = path === '' ? page : normalize(join(base, decodeURI(path.split('?')[0]!))).replace(/\/$/, '');
  if (!places.has(target)) return `${page}: ${link}: ${target} does not exist`;
  if (anchor === undefined) return undefined;
  if (!target.endsWith('.md')) return /^L\d+(-L\d+)?$/.test(anchor) ? undefined : `${page}: ${link}: not a page`;
  return anchorsOf(read(target)).includes(decodeURIComponent(anchor)) ? undefined : `${page}: ${link}: no such anchor`;
}

it.each(pages)('every link in %s has a target', (page) => {
  const links = linksOf(readFileSync(join(ROOT, page), 'utf8'));
  expect(links.map((link) => problemOf(page, link)).filter(Boolean)).toEqual([]);
});

it('pages and anchors that the sources mention exist', () => {
  const mentions = files
    .filter(
      (file) =>
        /\.(ts|mjs|js|json|sh|ya?ml|py)$|Dockerfile$|LICENSE$/.test(file) &&
        !['package-lock.json', 'tools/docs/links.spec.ts'].includes(file),
    )
    .flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\bdocs\/[\w-]+\.md(#[\w-]+)?/g)].map(([link]) => [
        file,
        link,
      ]),
    );
  expect(mentions.length).toBeGreaterThan(0);
  expect(mentions.map(([file, link]) => problemOf(file!, `/${link}`)).filter(Boolean)).toEqual([]);
});

describe('the check itself', () => {
  const page = ['# A `field` of its own!', '## Twice', '## Twice', '## Über & unter_strich', '<a id="here"></a>'].join(
    '\n\n',
  );

  it('makes anchors as GitHub does', () => {
    expect(anchorsOf(page)).toEqual(['a-field-of-its-own', 'twice', 'twice-1', 'über--unter_strich', 'here']);
  });

  it.each([
    'README.md#here',
    '#here',
    'docs/',
    './docs/errors.md',
    '/docs/errors.md',
    'https://nx.dev/x#y',
    'mailto:a@b',
    'jest.config.js#L3',
  ])('accepts %s', (link) => expect(problemOf('README.md', link, () => page)).toBeUndefined());

  it.each([
    'docs/nowhere.md',
    'Docs/errors.md',
    '#nowhere',
    'docs/errors.md#Twice',
    '../README.md',
    'jest.config.js#twice',
  ])('rejects %s', (link) => expect(problemOf('README.md', link, () => page)).toContain(link));

  it('finds links of every form', () => {
    expect(
      linksOf('[a](b) ![c](d) [e] <f/> <img src="g">\n\n[e]: h\n\n| i |\n| - |\n| [j](k) |\n\n```\n[l](m)\n```'),
    ).toEqual(['b', 'd', 'h', 'k', 'g']);
  });
});
