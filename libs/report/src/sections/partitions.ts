import { chart, COLOURS, GREY, INK, plot, WIDTH } from '../chart';
import type { Description, Partition } from '../data';
import { bytes, percent } from '../format';
import { html } from '../html';
import { details, figure, number, table, text } from '../table';
import type { SectionOf } from './section';

/** A stretch of the disk. */
interface Part {
  what: string;
  start: number;
  end: number;
  kind: 'used' | 'free' | 'none';
}

const MARGINS = { marginTop: 24, marginBottom: 44, marginLeft: 40, marginRight: 24 };
/** Width of a character of a name. */
const CHARACTER = 8;

/** The partitions of the card, to scale. */
export const partitions: SectionOf = async ({ description, mapped }) => {
  if (description === undefined) return undefined;
  const parts = partsOf(description);
  const { rect, text: words, axisX } = await plot();
  const scale = (WIDTH - MARGINS.marginLeft - MARGINS.marginRight) / description.bytes;
  const named = description.partitions.map(({ number: own, label, start, bytes: size }) => {
    const name = label ?? `partition ${own}`;
    return { name, x: (start + size / 2) / 1e6, isInside: name.length * CHARACTER < size * scale };
  });
  const inMegabytes = parts.map(({ start, end, ...part }) => ({ ...part, x1: start / 1e6, x2: end / 1e6 }));
  const picture = await chart(
    `The disk of ${bytes(description.bytes)} to scale: ${parts.map(inWords).join('; ')}`,
    [
      rect(inMegabytes, {
        ...{ x1: 'x1', x2: 'x2', y1: 0, y2: 1, stroke: 'var(--page)', insetLeft: 0.5 },
        fill: ({ kind }: Part) => ({ used: COLOURS[0]!, free: COLOURS[1]!, none: GREY })[kind],
        title: (part: Part & { x1: number; x2: number }) =>
          inWords({ ...part, start: part.x1 * 1e6, end: part.x2 * 1e6 }),
      }),
      words(
        named.filter(({ isInside }) => isInside),
        { x: 'x', y: 0.5, text: 'name', fill: INK, fontSize: 13 },
      ),
      words(
        named.filter(({ isInside }) => !isInside),
        { x: 'x', y: 1, text: 'name', fill: INK, fontSize: 13, lineAnchor: 'bottom', dy: -4 },
      ),
      axisX({ label: 'megabytes from the start of the card', y: 0, labelOffset: 38 }),
    ],
    {
      height: 150,
      ...MARGINS,
      x: { domain: [0, description.bytes / 1e6] },
      y: { axis: null, domain: [0, 1] },
    },
  );
  const written = mapped === undefined ? '' : ` By its block map, ${bytes(mapped)} of them are written to a card.`;
  return {
    id: 'partitions',
    title: 'Partitions',
    content: html`<p>The image has ${bytes(description.bytes)}.${written}</p>
      ${figure(legend, picture)}
      ${details(
        'The partitions as a table',
        table(
          'Partitions of the image',
          ['Number', 'Label', 'Type', 'File system', 'Mounted at']
            .map(text)
            .concat(['Start', 'Size', 'Used', 'Free', 'Free %'].map(number)),
          description.partitions.map(rowOf),
        ),
        true,
      )}`,
  };
};

const legend = html`<span class="key" style="--key: ${COLOURS[0]}">used</span>
  <span class="key" style="--key: ${COLOURS[1]}">free</span>
  <span class="key" style="--key: ${GREY}">no partition</span>`;

const rowOf = (partition: Partition) => {
  const { number: own, label, type, fileSystem, mount, start, bytes: size, free } = partition;
  const space = free === null ? ['', '', ''] : [bytes(size - free), bytes(free), percent(free, size)];
  return [own, label ?? '', type, fileSystem ?? '', mount ?? '', bytes(start), bytes(size), ...space];
};

/** Returns the stretches of a disk without gaps. */
export function partsOf({ bytes: size, partitions: all }: Description): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const partition of [...all].sort((one, other) => one.start - other.start)) {
    const name = partition.label ?? `partition ${partition.number}`;
    const end = partition.start + partition.bytes;
    add('no partition', partition.start, 'none');
    if (partition.free === null) add(name, end, 'used');
    else {
      add(`${name}, used`, end - partition.free, 'used');
      add(`${name}, free`, end, 'free');
    }
  }
  add('no partition', size, 'none');
  return parts;

  function add(what: string, end: number, kind: Part['kind']): void {
    if (end > at) parts.push({ what, start: at, end, kind });
    at = Math.max(at, end);
  }
}

const inWords = ({ what, start, end }: Part): string => `${what}: ${bytes(end - start)}`;
