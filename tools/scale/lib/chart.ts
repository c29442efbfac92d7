import { drawn } from '../../bench/lib/chart';
import { MACHINES, outcomeOf, SCENARIOS } from './scenarios';

/** Returns an SVG picture: how many times as fast as one machine many machines are, for each network. */
export async function scaleChart(): Promise<string> {
  const { dot, line, text } = await import('@observablehq/plot');
  const points = SCENARIOS.flatMap((scenario) => {
    const one = outcomeOf(scenario, 1).seconds;
    return MACHINES.map((machines) => ({
      title: scenario.title,
      machines,
      speed: one / outcomeOf(scenario, machines).seconds,
    }));
  });
  const most = Math.max(...MACHINES);
  const last = points.filter(({ machines }) => machines === most);
  const channels = { x: 'machines', y: 'speed', stroke: 'title' };
  const element = await drawn({
    width: 800,
    height: 460,
    marginRight: 220,
    x: { type: 'log', base: 2, ticks: MACHINES, tickFormat: String, label: 'machines' },
    y: { type: 'log', base: 2, ticks: MACHINES, tickFormat: String, label: 'times as fast as one machine', grid: true },
    color: { domain: SCENARIOS.map(({ title }) => title), range: ['#c51a4a', '#e8871e', '#2a6f97', '#555555'] },
    marks: [
      line(points, channels),
      dot(points, channels),
      text(last, { x: 'machines', y: 'speed', text: 'title', fill: 'title', textAnchor: 'start', dx: 8 }),
    ],
  });
  return `${element.outerHTML}\n`;
}
