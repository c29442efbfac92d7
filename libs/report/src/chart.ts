import type { Markish, PlotOptions } from '@observablehq/plot' with { 'resolution-mode': 'import' };
import { raw, type Html } from './html';

/** Colours that the style sheet sets for light and dark. */
export const COLOURS = Array.from({ length: 8 }, (_, index) => `var(--c${index + 1})`);
export const GREY = 'var(--quiet)';
export const INK = 'var(--ink)';

export const WIDTH = 960;

/** As much of an element of a document as is used here: the types of browsers are not among those of this workspace. */
interface Element {
  outerHTML: string;
  setAttribute(name: string, value: string): void;
  querySelectorAll(selector: string): Iterable<Element>;
  removeAttribute(name: string): void;
}

/** Loaded when the first chart is drawn: they are ES modules, and other commands do not need them. */
export const plot = () => import('@observablehq/plot');

/**
 * Draws a chart. It is one picture for a screen reader; the table beside it has the numbers.
 *
 * @param label What the picture shows, in a sentence.
 */
export async function chart(label: string, marks: Markish[], options: PlotOptions): Promise<Html> {
  const [{ plot: draw }, { parseHTML }] = [await plot(), await import('linkedom')];
  const { document } = parseHTML('<html></html>') as { document: never };
  const element: unknown = draw({
    document,
    className: 'chart',
    width: WIDTH,
    style: { color: INK },
    marks,
    ...options,
  });
  const svg = element as Element;
  // Their names are Plot's, such as "bar", and they have no role.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  return raw(svg.outerHTML);
}
