import GithubSlugger from 'github-slugger';
import { renderMermaidSVG } from 'beautiful-mermaid';
import { defineConfig } from 'vitepress';
import { base } from '../lib/base';
import { braces } from '../lib/braces';
import { diagrams } from '../lib/diagrams';
import { workspaceLinks } from '../lib/links';
import { sidebar } from '../lib/navigation';
import { pages } from '../lib/pages';
import { repositoryAddress } from '../lib/repository';

const repository = repositoryAddress();
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#1f6f8b" d="M3 1h7l3 3v11H3z"/></svg>';

export default defineConfig({
  title: 'Hypriotkit',
  description: 'Builds HypriotOS, a 64-bit Debian with Docker for the Raspberry Pi, as an SD image',
  lang: 'en',
  // An SD card. Browsers ask for an icon in any case.
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  base: base(),
  // The pages are where a forge shows them; `rewrites` says where each is in the site.
  srcDir: '../..',
  srcExclude: ['!(*.md|docs|examples|tools)/**', 'examples/*/**', 'tools/!(site)/**', 'tools/site/README.md'],
  rewrites: pages(),
  outDir: '../../dist/site',
  cacheDir: '../../tmp/site',
  markdown: {
    // With enough contrast for everybody.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // Anchors are those of the forge.
    anchor: { slugify: (text) => new GithubSlugger().slug(text) },
    // A forge does not read attributes in braces.
    attrs: { disable: true },
    config: (markdown) => {
      braces(markdown);
      workspaceLinks(markdown);
      diagrams(markdown, renderMermaidSVG);
    },
  },
  vite: {
    // Pictures are files, which a browser keeps, not text in every page.
    build: { assetsInlineLimit: 0 },
    server: { watch: { ignored: ['**/{dist,tmp,.nx,node_modules}/**'] } },
  },
  themeConfig: {
    search: { provider: 'local' },
    sidebar: sidebar(),
    nav: [
      { text: 'First steps', link: '/first-steps' },
      { text: 'How do I ...?', link: '/how-to' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Changes', link: '/changelog' },
      ...(repository ? [{ text: 'Source', link: repository }] : []),
    ],
    outline: { level: [2, 3] },
  },
});
