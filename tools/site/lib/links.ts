// Turns the links of the pages, which are paths in the workspace, into links of the site and into links to the repository.
import { dirname, posix, relative } from 'node:path';
import type MarkdownIt from 'markdown-it';
import { pages, ROOT } from './pages';
import { sourceAddress } from './repository';

type Token = ReturnType<MarkdownIt['parse']>[number];

/**
 * Plugin of markdown-it. A link to a page becomes that page's place in the site. A link to a source file becomes one to the
 * repository; without an address of the repository, its text stays, with the path as its title.
 */
export function workspaceLinks(markdown: MarkdownIt, env: NodeJS.ProcessEnv = process.env): void {
  const places = pages();
  const files = Object.fromEntries(Object.entries(places).map(([file, place]) => [place, file]));

  markdown.core.ruler.push('workspace-links', (state) => {
    const { realPath, path } = state.env as { realPath?: string; path?: string };
    if (path === undefined) return;
    // The search index is made from the same pages, and knows only where they are.
    const file = relative(ROOT, realPath ?? path).replaceAll('\\', '/');
    const page = file in places ? file : (files[file] ?? file);
    for (const { children } of state.tokens) rewriteLinks(children ?? [], page);
  });

  function rewriteLinks(tokens: Token[], page: string): void {
    // Links do not nest.
    let open: string | undefined;
    for (const token of tokens) {
      if (token.type === 'link_close' && open !== undefined) token.tag = open;
      if (token.type === 'link_open') open = rewriteLink(token, page);
    }
  }

  /** Returns the tag that ends the link. */
  function rewriteLink(token: Token, page: string): string {
    const href = token.attrGet('href');
    if (href === null || /^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(href)) return token.tag;
    const [path = '', anchor] = href.split('#');
    const base = path.startsWith('/') ? '.' : dirname(page);
    const target = posix.normalize(posix.join(base, decodeURI(path))).replace(/\/$/, '');
    const place = places[target] ?? places[posix.join(target, 'README.md')];
    const address = place === undefined ? sourceAddress(target, env) : `/${place}`;
    if (address !== undefined) {
      token.attrSet('href', anchor === undefined ? address : `${address}#${anchor}`);
      return token.tag;
    }
    token.tag = 'span';
    token.attrs = [['title', `${target}, in the repository`]];
    return token.tag;
  }
}
