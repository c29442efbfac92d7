import type { Report } from './benchmark';

/** As much of an element of a document as is used here: the types of browsers are not among those of this workspace. */
interface Element {
  setAttribute(name: string, value: string): void;
  outerHTML: string;
}

/** Returns an SVG picture: each ratio as a part of its goal, which is the line. */
export async function chartOf({ results }: Report): Promise<string> {
  const [{ barX, plot, ruleX }, { parseHTML }] = [await import('@observablehq/plot'), await import('linkedom')];
  const rows = results.flatMap(({ title, ratio, goal }) =>
    ratio === undefined || goal === undefined ? [] : [{ title, share: ratio / goal }],
  );
  const most = Math.max(1, ...rows.map(({ share }) => share));
  const svg: unknown = plot({
    document: (parseHTML('<html></html>') as { document: never }).document,
    width: 800,
    marginLeft: 320,
    style: { background: 'white', color: 'black' },
    x: { label: '% of what the goal allows', grid: true, percent: true, domain: [0, most * 100] },
    y: { label: null, domain: rows.map(({ title }) => title) },
    marks: [barX(rows, { x: 'share', y: 'title', fill: '#c51a4a' }), ruleX([1])],
  });
  const element = svg as Element;
  element.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${element.outerHTML}\n`;
}
