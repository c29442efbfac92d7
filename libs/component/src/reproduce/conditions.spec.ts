import { otherCores, timeZone } from './conditions';

it.each([
  ['2026-11-30T00:00:00Z', '2026-11-29'],
  ['2026-11-30T11:59:59Z', '2026-11-29'],
  ['2026-11-30T12:00:00Z', '2026-12-01'],
  ['2026-11-30T23:59:59Z', '2026-12-01'],
])('has a time zone in which %s is another day', (now, day) => {
  const [, sign, hours] = /^GMT([+-])(\d+)$/.exec(timeZone(new Date(now)))!;
  // In POSIX, hours west of Greenwich are positive.
  const local = Date.parse(now) - Number(`${sign}${hours}`) * 60 * 60 * 1000;
  expect(new Date(local).toISOString().slice(0, 10)).toBe(day);
});

it.each([
  [8, true, { jobs: '4', cpuset: '0-3', words: '4' }],
  [3, true, { jobs: '1', cpuset: '0-0', words: '1' }],
  [8, false, { jobs: '4', words: 'HYPRIOTKIT_JOBS=4 alone' }],
  [1, true, { jobs: '2', words: 'HYPRIOTKIT_JOBS=2 alone' }],
])('has other processors than %i', (cpus, cpusets, expected) => {
  expect(otherCores({ cpus, cpusets })).toEqual({ all: String(cpus), ...expected });
});
