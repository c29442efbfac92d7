import { tooDeepInYaml } from './yaml-nesting';

it.each([
  ['[', ''],
  ['{a: ', ''],
  ['- ', '\n  '],
  ['? ', '\n  '],
])('finds where %j is repeated too often', (opening, before) => {
  const start = `a: ${before}`;
  expect(tooDeepInYaml(start + opening.repeat(400))).toBeUndefined();
  for (const count of [600, 100_000]) {
    const at = tooDeepInYaml(start + opening.repeat(count))!;
    expect(at).toBeGreaterThan(start.length + opening.length * 400);
    expect(at).toBeLessThanOrEqual(start.length + opening.length * 520);
  }
});

it('finds it in keys that are indented more and more', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `${' '.repeat(at)}a:\n`).join('');
  expect(tooDeepInYaml(keys(400))).toBeUndefined();
  expect(tooDeepInYaml(keys(600))).toBeGreaterThan(0);
});

it('passes over what is not nested', () => {
  expect(
    tooDeepInYaml(`a: "${'['.repeat(9000)}"\nb: |\n ${'- '.repeat(9000)}\n${'c: [x]\n'.repeat(9000)}`),
  ).toBeUndefined();
  expect(tooDeepInYaml('')).toBeUndefined();
});
