import { LINKS, SIZES, TIMES } from './measured';
import { AS_BUILT, outcomeOf, SCENARIOS } from './scenarios';
import { simulate, type Swarm } from './simulate';

const FAST = 1e9;
const swarm = (own: Partial<Swarm>): Swarm => ({
  machines: 1,
  boards: 1,
  times: TIMES,
  sizes: SIZES,
  link: FAST,
  warm: true,
  sentTwice: false,
  ...own,
});
const seconds = (own: Partial<Swarm>) => Math.round(simulate(swarm(own)).seconds);

it('of one machine and a link without limits is the sum of the boards', () => {
  expect(seconds({ boards: 3 })).toBe(TIMES.firstBoard + 2 * TIMES.board);
  expect(seconds({ boards: 3, warm: false })).toBe(TIMES.shared + TIMES.firstBoard + 2 * TIMES.board);
});

it('gives each machine one board at a time', () => {
  const { finished } = simulate(swarm({ machines: 4, boards: 10 }));
  expect(finished.sort()).toEqual([2, 2, 3, 3]);
  expect(seconds({ machines: 4, boards: 10 })).toBe(TIMES.firstBoard + 2 * TIMES.board);
});

it('is never faster than what has to go through the link of the server', () => {
  const boards = 1000;
  const own = { machines: 64, boards, link: LINKS.gigabit, sentTwice: true };
  const sent = (boards * (SIZES.cached + SIZES.result)) / LINKS.gigabit;
  const { seconds, serverBusy } = simulate(swarm(own));
  expect(seconds).toBeGreaterThan(sent);
  expect(seconds).toBeLessThan(sent * 1.5);
  expect(serverBusy).toBeGreaterThan(0.8);
});

it('builds the board of a machine that dies elsewhere, and loses none', () => {
  const whole = { machines: 3, boards: 30 };
  const { finished } = simulate(swarm({ ...whole, deaths: [200] }));
  expect(finished.reduce((sum, count) => sum + count)).toBe(30);
  expect(finished[2]).toBeLessThan(finished[0]!);
  expect(seconds({ ...whole, deaths: [200] })).toBeGreaterThan(seconds(whole));
});

it('says so if no machine is left', () => {
  expect(() => simulate(swarm({ machines: 1, boards: 3, deaths: [10] }))).toThrow('No machine is left');
});

it('shows what docs/scale.md says of the network', () => {
  const [, , tenGigabit, unlimited] = SCENARIOS.map((scenario) => outcomeOf(scenario, 8).seconds);
  expect(tenGigabit! / outcomeOf(AS_BUILT, 64).seconds).toBeCloseTo(1, 1);
  expect(unlimited! / outcomeOf(AS_BUILT, 8).seconds).toBeCloseTo(0.5, 1);
});
