import { chart, COLOURS, GREY, INK, plot } from '../chart';
import { criticalPath, madeInRun } from '../critical-path';
import type { BuildTask } from '../data';
import { count, seconds, time } from '../format';
import { html, type Html } from '../html';
import { details, figure, number, table, text } from '../table';
import type { SectionOf } from './section';

const SOURCES = {
  built: 'built',
  store: 'taken from the store',
  prebuilt: 'there ready-made',
} as const;

/** How long each component took, where it came from, and what the run waited for. */
export const build: SectionOf = async ({ build: tasks, component }) => {
  const image = tasks.find((task) => task.component === component);
  if (image?.made === undefined) return undefined;
  const made = madeInRun(tasks);
  const path = criticalPath(tasks);
  const begin = Math.min(...made.map((task) => task.made.started));
  const whole = (image.made.ended - begin) / 1000;
  const cached = tasks.length - made.length;
  return {
    id: 'build',
    title: 'Build',
    content: html`<p>
        The run that made this image began at ${time(begin)} and took ${seconds(whole)}. ${count(cached, 'component')}
        of ${tasks.length} came from Nx's cache, ${made.filter(({ made: { source } }) => source === 'store').length}
        from the store.
      </p>
      <p>Its critical path: ${path.join(', then ')}. Only shorter times of these would have made it shorter.</p>
      ${figure(legend, await gantt(made, path, begin))}
      ${details(
        'The components as a table',
        table(
          'The components of the image',
          [
            text('Component'),
            text('In this run'),
            number('Begins at'),
            number('Takes'),
            text('Critical'),
            text('Last made'),
          ],
          tasks.map((task) => rowOf(task, path, begin)),
        ),
        true,
      )}`,
  };
};

const legend = html`<span class="key" style="--key: ${COLOURS[0]}">on the critical path</span>
  <span class="key" style="--key: ${GREY}">not on it</span>`;

function rowOf({ component, inRun, made }: BuildTask, path: string[], begin: number) {
  const last = made && `${time(made.ended)}, ${SOURCES[made.source]} in ${seconds((made.ended - made.started) / 1000)}`;
  if (!inRun || made === undefined) return [component, "from Nx's cache", '', '', '', last ?? 'not known'];
  const [starts, takes] = [made.started - begin, made.ended - made.started].map((value) => seconds(value / 1000));
  return [component, SOURCES[made.source], starts, takes, path.includes(component) && 'yes', last];
}

async function gantt(made: ReturnType<typeof madeInRun>, path: string[], begin: number): Promise<Html> {
  const { barX, text: words, axisX, ruleX } = await plot();
  const rows = made.map(({ component, made: { started, ended, source } }) => ({
    component,
    x1: (started - begin) / 1000,
    x2: (ended - begin) / 1000,
    fill: path.includes(component) ? COLOURS[0]! : GREY,
    label: `${seconds((ended - started) / 1000)}${source === 'built' ? '' : `, ${SOURCES[source]}`}`,
  }));
  return chart(
    `When each component was made: ${rows.map(({ component, label }) => `${component} ${label}`).join('; ')}`,
    [
      axisX({ label: 'seconds since the run began', labelOffset: 34 }),
      ruleX([0], { stroke: INK }),
      barX(rows, {
        x1: 'x1',
        x2: 'x2',
        y: 'component',
        fill: 'fill',
        title: ({ component, label }: (typeof rows)[number]) => `${component}: ${label}`,
      }),
      words(rows, { x: 'x2', y: 'component', text: 'label', textAnchor: 'start', dx: 4, fill: INK }),
    ],
    {
      height: 60 + 30 * rows.length,
      marginLeft: 130,
      marginRight: 185,
      marginBottom: 40,
      x: { zero: true },
      y: { label: null, domain: rows.map(({ component }) => component) },
    },
  );
}
