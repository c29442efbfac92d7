import { refuseOptionValues } from './option-values';

const run = (...words: string[]) => ['node', 'nx', 'run', 'tea:build', ...words];

it.each([
  ['--fresh=yes', '--fresh is "yes"; expected true or false'],
  ['--cache=', '--cache is ""; expected true or false'],
  ['--reuse=1', '--reuse is "1"; expected true or false'],
  ['--timeoutSeconds=1h', '--timeoutSeconds is "1h"; expected a whole number'],
  ['--timeoutSeconds=0', '--timeoutSeconds is "0"; expected a whole number from 1 to 2000000'],
  ['--timeoutSeconds=3000000', '--timeoutSeconds is "3000000"; expected a whole number from 1 to 2000000'],
  ['--artifacts=x', "--artifacts cannot be given here; set it in the component's project.json"],
  ['--inputs=pot', '--inputs cannot be given here'],
  ['--environment=A=b', '--environment cannot be given here'],
  ['--no-engine', '--no-engine has no meaning; leave it out, and --engine too'],
  ['--official', '--official cannot be given here'],
])('refuses before any work what no executor could use: %s', (word, problem) => {
  expect(() => refuseOptionValues(run(word), [])).toThrow(problem);
  expect(() => refuseOptionValues(run('--', word), [])).toThrow(problem);
});

it.each([
  ['--fresh'],
  ['--fresh=true'],
  ['--no-fresh'],
  ['--cache=false'],
  ['--timeoutSeconds=60'],
  ['--kind=green'],
  ['--engine=ssh://host'],
  ['--base=main'],
])('takes what they can use, and options of others: %s', (word) => refuseOptionValues(run(word), []));

it('leaves fields and settings alone, which may have any name', () => {
  refuseOptionValues(run('--inputs=two', '--cache=much'), ['inputs', 'cache']);
});
