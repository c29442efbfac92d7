import { SIZES, TIMES } from './measured';
import { AS_BUILT, BOARDS, MACHINES, outcomeOf, SCENARIOS } from './scenarios';

/** The page of the documentation with the tables of the simulation, relative to the workspace. */
export const SCALE_PAGE = 'docs/scale.md';

/** The text between these two marks is generated. */
const BEGIN = '<!-- scale: begin (written from tools/scale) -->';
const END = '<!-- scale: end -->';

/** Returns the page with current tables, or undefined if it has no place for them. */
export function withScaleTables(page: string): string | undefined {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  return after === undefined ? undefined : `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`;
}

export function tables(): string {
  return [
    table(
      [
        'machines',
        'with the shared components in the cache',
        'from nothing',
        'times as fast as one',
        "the server's link",
      ],
      MACHINES.map(asBuilt),
    ),
    'The same with other networks, with the shared components in the cache:',
    table(
      ['machines', ...SCENARIOS.map(({ title }) => title)],
      MACHINES.map((machines) => [
        String(machines),
        ...SCENARIOS.map((scenario) => hours(outcomeOf(scenario, machines).seconds)),
      ]),
    ),
    'If machines die half-way, one after the other:',
    table(['machines', 'none dies', 'one dies', 'half of them die'], [4, 16, 64].map(withDeaths)),
  ].join('\n\n');
}

function asBuilt(machines: number): string[] {
  const { seconds, serverBusy } = outcomeOf(AS_BUILT, machines);
  const cold = outcomeOf(AS_BUILT, machines, { warm: false });
  const one = outcomeOf(AS_BUILT, 1);
  return [
    String(machines),
    hours(seconds),
    hours(cold.seconds),
    (one.seconds / seconds).toFixed(1),
    `${Math.round(serverBusy * 100)}% busy`,
  ];
}

function withDeaths(machines: number): string[] {
  const { seconds } = outcomeOf(AS_BUILT, machines);
  const after = (count: number) => {
    const deaths = Array.from({ length: count }, (_, index) => seconds / 2 + index);
    return hours(outcomeOf(AS_BUILT, machines, { deaths }).seconds);
  };
  return [String(machines), hours(seconds), after(1), after(machines / 2)];
}

/** What the figures on the page come from. */
export const assumptions = (): string =>
  `${BOARDS} boards; ${TIMES.shared} s for what all share, ${TIMES.board} s for a board, ${TIMES.firstBoard} s for the first of a machine; ` +
  `${SIZES.shared} MB to each board, ${SIZES.cached} MB into the cache, ${SIZES.result} MB of results`;

function table(headings: string[], rows: string[][]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function hours(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return whole === 0 ? `${rest}m` : `${whole}h ${String(rest).padStart(2, '0')}m`;
}
