// Draws Mermaid's diagrams while the site is built: no browser is needed, and the page loads nothing for them.
import type MarkdownIt from 'markdown-it';

export type Draw = (text: string, options: { bg: string; fg: string; font: string; transparent: boolean }) => string;

/** Plugin of markdown-it. The colours are those of the site's theme, so a diagram follows the choice of light or dark. */
export function diagrams(markdown: MarkdownIt, draw: Draw): void {
  const fence = markdown.renderer.rules.fence!;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info, content } = tokens[index]!;
    if (info.trim() !== 'mermaid') return fence(tokens, index, options, env, self);
    const colours = { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)' };
    const drawn = draw(content, { ...colours, font: 'system-ui', transparent: true });
    // The renderer asks Google for the font, even for one of the system.
    const svg = drawn.replace(/^\s*@import url\(.*\);\n/gm, '');
    // Vue removes a <style> from a template, but leaves alone what it takes as text.
    return `<div class="diagram" v-html="${markdown.utils.escapeHtml(JSON.stringify(svg))}"></div>\n`;
  };
}
