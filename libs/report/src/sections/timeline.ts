import { bootTimeline, type Start, type Unit } from '../boot-timeline';
import { chart, COLOURS, INK, plot } from '../chart';
import { seconds } from '../format';
import { html, type Html } from '../html';
import { details, figure, number, table, text } from '../table';
import type { SectionOf } from './section';

const DRAWN = 24;

const EXACT = 'Stages are from the console, and units from systemd-analyze.';
const FROM_CONSOLE =
  'From the console. Many lines have no time of their own: such a unit begins, or is there, between two lines that have one.';

/** When what happened during the boot. */
export const timeline: SectionOf = async ({ console, boot }) => {
  if (console === undefined) return undefined;
  const starts = bootTimeline(console, boot).filter(({ milestones, units }) => milestones.length + units.length > 0);
  if (starts.length === 0) return undefined;
  const parts: Html[] = [];
  for (const start of starts) parts.push(await startOf(start));
  return {
    id: 'timeline',
    title: 'Boot',
    content: html`<p>
        ${starts.every(({ isExact }) => isExact) ? EXACT : FROM_CONSOLE} Login and Docker are as boot saw them; login
        counts from switching on, everything else from the start of the kernel. An emulated board is many times slower
        than a real one.
      </p>
      ${parts}`,
  };
};

async function startOf(start: Start): Promise<Html> {
  const { name, milestones, units } = start;
  return html`<h3>${name}</h3>
    ${figure(legend(start), await drawing(start))}
    ${details(
      'The milestones as a table',
      table(
        `Milestones: ${name}`,
        [text('Milestone'), number('After')],
        milestones.map(({ what, seconds: at }) => [what, seconds(at)]),
      ),
      true,
    )}
    ${
      units.length > 0 &&
      details(
        `All ${units.length} units`,
        table(
          `Units of systemd: ${name}`,
          [text('Unit'), number('Begins'), number('Is there'), number('Takes')],
          units.map((unit) => [unit.name, between(unit.from), between(unit.to), taken(unit)]),
        ),
      )
    }`;
}

const legend = ({ isExact }: Start): Html =>
  html`<span class="key" style="--key: ${COLOURS[0]}">milestone</span>
    <span class="key" style="--key: ${COLOURS[2]}">the unit was starting</span>
    ${!isExact && html`<span class="key" style="--key: ${COLOURS[1]}">it may have been</span>`}`;

const between = ({ after, before }: Unit['from']): string => {
  if (after === before) return seconds(after);
  return before === Infinity ? `after ${seconds(after)}` : `${seconds(after)} to ${seconds(before)}`;
};

/** How long a unit was starting. */
function taken({ from, to }: Unit): string {
  if (from === to) return '';
  const [least, most] = [Math.max(0, to.after - from.before), to.before - from.after];
  if (least === most) return seconds(most);
  return most === Infinity ? `at least ${seconds(least)}` : `${seconds(least)} to ${seconds(most)}`;
}

async function drawing({ name, milestones, units }: Start): Promise<Html> {
  const { barX, dot, text: words, axisX, gridX } = await plot();
  const end = (unit: Unit) => (unit.to.before === Infinity ? unit.to.after : unit.to.before);
  const begun = units
    .filter((unit) => unit.from !== unit.to && end(unit) > unit.from.after)
    .sort((one, other) => end(other) - other.from.after - (end(one) - one.from.after))
    .slice(0, DRAWN)
    .sort((one, other) => one.from.after - other.from.after);
  const possible = begun.map((unit) => ({
    name: unit.name,
    x1: unit.from.after,
    x2: end(unit),
    title: `${unit.name}: ${taken(unit)}`,
  }));
  const certain = begun.flatMap((unit) => {
    const [x1, x2] = [unit.from.before, unit.to.after];
    return x2 > x1 ? [{ name: unit.name, x1, x2, title: `${unit.name}: ${taken(unit)}` }] : [];
  });
  const events = milestones.map(({ what, seconds: at }) => ({ name: what, at, label: seconds(at) }));
  const rows = [...events, ...possible].map((row) => row.name);
  const bar = { x1: 'x1', x2: 'x2', y: 'name', title: 'title' };
  return chart(
    `${name}: ${events.map((event) => `${event.name} after ${event.label}`).join('; ')}`,
    [
      gridX(),
      axisX({ label: 'seconds since the kernel started', labelOffset: 34 }),
      barX(possible, { ...bar, fill: COLOURS[1]! }),
      barX(certain, { ...bar, fill: COLOURS[2]!, insetTop: 3, insetBottom: 3 }),
      dot(events, {
        x: 'at',
        y: 'name',
        r: 5,
        fill: COLOURS[0]!,
        stroke: INK,
        title: ({ name: what, label }: (typeof events)[number]) => `${what}: ${label}`,
      }),
      words(events, { x: 'at', y: 'name', text: 'label', textAnchor: 'start', dx: 9, fill: INK }),
    ],
    {
      height: 60 + 20 * rows.length,
      marginLeft: 260,
      marginRight: 70,
      marginBottom: 40,
      x: { zero: true },
      y: { label: null, domain: [...new Set(rows)] },
    },
  );
}
