import { buildOptions, cacheOptions, options, wrongForBuild, type Given } from './options';

/** Parses a word of the command line with an option's parser. */
const read = (name: string, word: string): unknown => {
  const option = [...options(), ...buildOptions(), ...cacheOptions()].find((one) => one.attributeName() === name)!;
  return option.parseArg!(word, undefined);
};

it.each([
  ['target', 'out', 'out'],
  ['olderThan', '12h', 12 * 3600 * 1000],
  ['olderThan', '8w', 8 * 7 * 86_400 * 1000],
  ['size', '1.5G', 1.5e9],
])('%s takes %j', (name, word, value) => {
  expect(read(name, word)).toBe(value);
});

it.each([
  ['target', '', 'the path of a folder'],
  ['lock', '', 'the path of a file'],
  ['olderThan', '30', 'such as 30d'],
  ['olderThan', '-1d', 'such as 30d'],
  ['size', 'big', 'such as 5G'],
])('%s refuses %j', (name, word, expected) => {
  expect(() => read(name, word)).toThrow(expected);
});

it.each<[Given, string | undefined]>([
  [{ boards: true, on: 'swarm', arch: 'arm64' }, undefined],
  [{ on: 'engine' }, undefined],
  [{ on: 'swarm' }, 'builds boards'],
  [{ board: ['attic'], on: 'swarm', volume: 'mine' }, 'has no effect'],
  [{ boards: true, on: 'swarm', writeLock: true }, 'is not for --on swarm'],
  [{ boards: true, on: 'swarm', fresh: true }, "'--fresh' is not for --on swarm"],
  [{ boards: true, arch: 'arm64' }, 'is for --on swarm'],
])('of %j, build says what is wrong', (given, expected) => {
  const problem = wrongForBuild(given);
  expect(problem).toEqual(expected && (expect.stringContaining(expected) as string));
});
