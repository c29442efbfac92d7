import type MarkdownIt from 'markdown-it';

/** Plugin of markdown-it. Two braces are text, as on a forge; VitePress takes them for an expression of Vue. */
export function braces(markdown: MarkdownIt): void {
  const { rules } = markdown.renderer;
  for (const kind of ['text', 'code_inline', 'fence', 'code_block'] as const) {
    const render = rules[kind]!;
    rules[kind] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
  }
}
