import type { PlotOptions } from '@observablehq/plot' with { 'resolution-mode': 'import' };
import type { Report } from './benchmark';

const COLOUR = '#c51a4a';
const PANEL = { width: 320, height: 260 };

/** As much of an element of a document as is used here: the types of browsers are not among those of this workspace. */
interface Element {
  setAttribute(name: string, value: string): void;
  outerHTML: string;
}

/** Returns an SVG picture: each ratio as a part of its goal, which is the line. */
export async function chartOf({ results }: Report): Promise<string> {
  const { barX, ruleX } = await import('@observablehq/plot');
  const rows = results.flatMap(({ title, ratio, goal }) =>
    ratio === undefined || goal === undefined ? [] : [{ title, share: ratio / goal }],
  );
  const most = Math.max(1, ...rows.map(({ share }) => share));
  const element = await drawn({
    width: 800,
    marginLeft: 320,
    x: { label: '% of what the goal allows', grid: true, percent: true, domain: [0, most * 100] },
    y: { label: null, domain: rows.map(({ title }) => title) },
    marks: [barX(rows, { x: 'share', y: 'title', fill: COLOUR }), ruleX([1])],
  });
  return `${element.outerHTML}\n`;
}

/** Returns an SVG picture of each curve that the report has at least two points of, side by side. */
export async function growthOf({ results }: Report): Promise<string> {
  const { dot, line, ruleY } = await import('@observablehq/plot');
  const points = results.flatMap(({ growth, value }) => (growth ? [{ ...growth, value }] : []));
  const curves = [...new Set(points.map((point) => point.of))]
    .map((of) => ({ of, points: points.filter((point) => point.of === of) }))
    .filter((curve) => curve.points.length > 1);
  const panels = await Promise.all(
    curves.map(async (curve, index) => {
      const channels = { x: 'count', y: 'value', stroke: COLOUR };
      const element = await drawn({
        ...PANEL,
        x: { label: 'how many' },
        y: { label: curve.of, grid: true, zero: true },
        marks: [ruleY([0]), line(curve.points, channels), dot(curve.points, channels)],
      });
      element.setAttribute('x', String(index * PANEL.width));
      return element.outerHTML;
    }),
  );
  const size = `width="${PANEL.width * panels.length}" height="${PANEL.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${panels.join('\n')}\n</svg>\n`;
}

export async function drawn(options: PlotOptions): Promise<Element> {
  const [{ plot }, { parseHTML }] = [await import('@observablehq/plot'), await import('linkedom')];
  const { document } = parseHTML('<html></html>') as { document: never };
  const element: unknown = plot({ document, style: { background: 'white', color: 'black' }, ...options });
  (element as Element).setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return element as Element;
}
