import { chart, COLOURS, GREY, INK, plot, WIDTH } from './chart';
import { bytes } from './format';
import type { Html } from './html';

/** A rectangle of a treemap: a group, and its parts. */
export interface Group {
  name: string;
  parts: { name: string; bytes: number }[];
}

export interface Tile {
  group: string;
  /** Empty: the parts of the group are not told apart. */
  name: string;
  bytes: number;
}

const HEIGHT = 560;
/** Smaller parts are shown as one: nobody sees them. */
const SMALLEST = 0.0015;
const OTHERS = 'others';
const LABELLED = { width: 48, height: 15 };
const CHARACTER = 6.4;

/** Draws groups as rectangles, whose areas are to scale. */
export async function treemapOf(label: string, groups: Group[]): Promise<Html> {
  // An ES module, as Plot is.
  const { hierarchy, treemap, treemapSquarify } = await import('d3-hierarchy');
  const tiles = tilesOf(groups);
  const root = hierarchy<Node>({ name: '', children: nested(tiles) }).sum(({ bytes: own = 0 }) => own);
  const laidOut = treemap<Node>().tile(treemapSquarify).size([WIDTH, HEIGHT]).paddingOuter(1).paddingInner(1)(root);
  const names = [...new Set(tiles.map(({ group }) => group))];
  const leaves = laidOut.leaves().map(({ x0, x1, y0, y1, data, parent }) => {
    const group = parent?.data.name ?? '';
    const title = [group, data.name].filter((name) => name !== '').join(', ');
    const colour = names.indexOf(group);
    return {
      x1: x0,
      x2: x1,
      y1: y0,
      y2: y1,
      title: `${title}: ${bytes(data.bytes ?? 0)}`,
      fill: group === OTHERS ? GREY : COLOURS[colour % COLOURS.length]!,
    };
  });
  const labels = (laidOut.children ?? []).flatMap(({ x0, x1, y0, y1, data, value = 0 }) => {
    const [width, height] = [x1 - x0, y1 - y0];
    if (width < LABELLED.width || height < LABELLED.height) return [];
    const fitting = Math.floor((width - 8) / CHARACTER);
    const lines = [data.name, ...(height > 2 * LABELLED.height + 4 ? [bytes(value)] : [])].map((line) =>
      line.length > fitting ? `${line.slice(0, Math.max(1, fitting - 1))}…` : line,
    );
    return [{ x: x0 + 4, y: y0 + 4, text: lines.join('\n') }];
  });
  const { rect, text } = await plot();
  const edges = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2' };
  return chart(
    label,
    [
      rect(leaves, { ...edges, fill: 'fill', title: 'title' }),
      rect(laidOut.children ?? [], {
        x1: 'x0',
        x2: 'x1',
        y1: 'y0',
        y2: 'y1',
        stroke: 'var(--page)',
        strokeWidth: 1.5,
        fill: 'none',
        pointerEvents: 'none',
      }),
      text(labels, {
        x: 'x',
        y: 'y',
        text: 'text',
        fill: INK,
        textAnchor: 'start',
        lineAnchor: 'top',
        fontSize: 11,
        pointerEvents: 'none',
      }),
    ],
    {
      height: HEIGHT,
      margin: 0,
      x: { axis: null, domain: [0, WIDTH], range: [0, WIDTH] },
      y: { axis: null, domain: [0, HEIGHT], range: [0, HEIGHT] },
    },
  );
}

interface Node {
  name: string;
  bytes?: number;
  children?: Node[];
}

/** Returns what is drawn: what is too small to be seen goes together, and nothing is left out. */
export function tilesOf(groups: Group[]): Tile[] {
  const sized = groups
    .map((group) => ({ ...group, bytes: sum(group.parts) }))
    .sort((one, other) => other.bytes - one.bytes);
  const smallest = SMALLEST * sum(sized);
  const [large, small] = [
    sized.filter((group) => group.bytes >= smallest),
    sized.filter((group) => group.bytes < smallest),
  ];
  const tiles = large.flatMap(({ name: group, parts }) => {
    const seen = parts.filter((part) => part.bytes >= smallest).map((part) => ({ group, ...part }));
    const rest = sum(parts) - sum(seen);
    return [...seen, ...(rest > 0 ? [{ group, name: seen.length > 0 ? OTHERS : '', bytes: rest }] : [])];
  });
  return small.length > 0 ? [...tiles, { group: OTHERS, name: `${small.length} smaller`, bytes: sum(small) }] : tiles;
}

function nested(tiles: Tile[]): Node[] {
  const groups = new Map<string, Node[]>();
  for (const { group, ...tile } of tiles) groups.set(group, [...(groups.get(group) ?? []), tile]);
  return [...groups].map(([name, children]) => ({ name, children }));
}

const sum = (parts: { bytes: number }[]): number => parts.reduce((total, part) => total + part.bytes, 0);
