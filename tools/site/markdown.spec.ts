import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { base } from './lib/base';
import { braces } from './lib/braces';
import { diagrams } from './lib/diagrams';
import { workspaceLinks } from './lib/links';
import { ROOT } from './lib/pages';

const FORGE = { GITHUB_SERVER_URL: 'https://forge.test', GITHUB_REPOSITORY: 'you/hypriotkit' };

/** Renders a link as it would be in a page of the workspace. */
function link(page: string, href: string, env: NodeJS.ProcessEnv = FORGE): string {
  const markdown = new MarkdownIt().use(workspaceLinks, env);
  return markdown.renderInline(`[x](${href})`, { path: join(ROOT, page) });
}

describe('links', () => {
  it.each([
    ['docs/boards.md', 'verify.md', '/verify.md'],
    ['docs/boards.md', 'verify.md#the-report', '/verify.md#the-report'],
    ['docs/boards.md', '../README.md#commands', '/overview.md#commands'],
    ['docs/boards.md', '../examples/', '/examples.md'],
    ['docs/decisions/two-caches.md', '../architecture.md', '/architecture.md'],
    ['README.md', 'docs/decisions/two-caches.md', '/decisions/two-caches.md'],
    ['tools/site/index.md', '../../docs/boot.md', '/boot.md'],
    ['docs/boards.md', '#secrets', '#secrets'],
    ['docs/boards.md', 'https://nx.dev/x', 'https://nx.dev/x'],
  ])('from %s to %s', (page, href, expected) => {
    expect(link(page, href)).toBe(`<a href="${expected}">x</a>`);
  });

  it('to a source file leads to the repository, at the branch or tag', () => {
    const href = '../libs/core/src/index.ts';
    expect(link('docs/boards.md', href)).toContain(
      '"https://forge.test/you/hypriotkit/blob/main/libs/core/src/index.ts"',
    );
    expect(link('docs/boards.md', href, { ...FORGE, GITHUB_REF_NAME: 'v1.2.3' })).toContain('/blob/v1.2.3/libs/');
  });

  it('to a folder of sources is one to a tree', () => {
    expect(link('docs/boards.md', '../libs/core/src')).toContain('/you/hypriotkit/tree/main/libs/core/src"');
  });

  it('to a source file is text with the path, if the address of the repository is not known', () => {
    const rendered = link('docs/boards.md', '../libs/core/src/index.ts', {});
    expect(rendered).toBe('<span title="libs/core/src/index.ts, in the repository">x</span>');
  });

  it('that do not exist are not hidden', () => {
    expect(() => link('docs/boards.md', '../libs/nowhere.ts')).toThrow('libs/nowhere.ts');
  });

  it('are found in the search index, too, which knows a page only by its place in the site', () => {
    expect(link('examples.md', '../docs/boot.md')).toContain('"/boot.md"');
  });
});

it('braces are text', () => {
  const markdown = new MarkdownIt().use(braces);
  const rendered = markdown.render('{{ a }} `{{`\n\n```\n{{ b\n```\n\n    {{ c');
  expect(rendered).not.toContain('{{');
  expect(rendered.match(/&#123;&#123;/g)).toHaveLength(4);
});

it.each([
  [{}, '/hypriotkit/'],
  [{ SITE_BASE: '/' }, '/'],
  [{ SITE_BASE: '' }, '/'],
  [{ SITE_BASE: '/a/b' }, '/a/b/'],
  [{ SITE_BASE: 'a/' }, '/a/'],
])('with %j the site is at %s', (env, expected) => expect(base(env)).toBe(expected));

it('the diagram of docs/architecture.md is drawn without a browser, and loads nothing', () => {
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const rendered = new MarkdownIt().use(diagrams, draw).render(page);
  const svg = JSON.parse(
    /v-html="(.*?)"/s
      .exec(rendered)![1]!
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  ) as string;
  expect(svg).toMatch(/^<svg .*<\/svg>\s*$/s);
  expect(svg).toContain('orchestrator');
  expect(svg.replaceAll('http://www.w3.org', '')).not.toMatch(/https?:|@import/);
});

/** Draws in a separate process, because the renderer is an ES module. */
function draw(text: string, options: object): string {
  const script = `
    import { renderMermaidSVG } from 'beautiful-mermaid';
    process.stdout.write(renderMermaidSVG(${JSON.stringify(text)}, ${JSON.stringify(options)}));`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT, encoding: 'utf8' });
}
