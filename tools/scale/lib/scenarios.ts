import { LINKS, SIZES, TIMES } from './measured';
import { simulate, type Outcome, type Swarm } from './simulate';

export const BOARDS = 1000;
export const MACHINES = [1, 2, 4, 8, 16, 32, 64];

/** A way to build the boards, which differs from the others in one thing. */
export interface Scenario {
  title: string;
  own: Partial<Swarm>;
}

/** As `hypriotkit build --boards --on swarm` works. */
export const AS_BUILT: Scenario = { title: '1 Gbit/s', own: {} };

export const SCENARIOS: Scenario[] = [
  AS_BUILT,
  { title: '1 Gbit/s, each image sent once', own: { sentTwice: false } },
  { title: '10 Gbit/s', own: { link: LINKS.tenGigabit } },
  { title: 'a network without limits', own: { link: Number.MAX_SAFE_INTEGER } },
];

export function outcomeOf({ own }: Scenario, machines: number, more: Partial<Swarm> = {}): Outcome {
  const usual: Swarm = {
    ...{ machines, boards: BOARDS, times: TIMES, sizes: SIZES, link: LINKS.gigabit, warm: true, sentTwice: true },
  };
  return simulate({ ...usual, ...own, ...more });
}
