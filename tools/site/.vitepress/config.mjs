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

export default defineConfig({
  title: 'Hypriotkit',
  description: 'Builds HypriotOS, a 64-bit Debian with Docker for the Raspberry Pi, as an SD image',
  lang: 'en',
  base: base(),
  // The pages are where a forge shows them; `rewrites` says where each is in the site.
  srcDir: '../..',
  srcExclude: ['!(*.md|docs|examples|tools)/**', 'examples/*/**', 'tools/!(site)/**', 'tools/site/README.md'],
  rewrites: pages(),
  outDir: '../../dist/site',
  cacheDir: '../../tmp/site',
  markdown: {
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
