import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { parse } from 'yaml';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const read = (file: string) => readFileSync(join(EXAMPLES, file), 'utf8');
const problems = (workflow: string) => (validateWorkflow(workflow) as { errors: object[] }).errors;
const job = (file: string) => new Job(parse(read(file)) as ConstructorParameters<typeof Job>[0]);

/** Every place at which something can be misspelt: the schema of Kubernetes allows additional properties. */
const KNOWN = /^(apiVersion|kind|metadata|spec)$/;

describe.each(['kubernetes/shared.yaml', 'kubernetes/boards.yaml'])('%s', (file) => {
  it('is a job by the schema of Kubernetes', () => {
    expect(() => job(file).validate()).not.toThrow();
    expect(Object.keys(job(file).toJSON() as object).filter((key) => !KNOWN.test(key))).toEqual([]);
  });

  it('would not be with a mistake in it', () => {
    const wrong = job(file);
    Object.assign(wrong.spec!, { backoffLimit: 'two' });
    expect(() => wrong.validate()).toThrow();
  });
});

it('kubernetes/boards.yaml has a pod for each board', () => {
  const { completions, template } = job('kubernetes/boards.yaml').spec!;
  const { env = [] } = template.spec!.containers[0]!;
  const boards = env.find(({ name }) => name === 'BOARDS')!.value!.split(' ');
  const { items = [] } = template.spec!.volumes!.find(({ name }) => name === 'boards')!.secret!;
  expect(completions).toBe(boards.length);
  expect(items.map(({ path }) => path)).toEqual([
    'configs.json',
    ...boards.map((name) => `boards/${name}/configs.json`),
  ]);
});

it('github-actions/boards.yml is a workflow by the schema of GitHub', () => {
  const workflow = read('github-actions/boards.yml');
  expect(problems(workflow)).toEqual([]);
  expect(problems(workflow.replace('runs-on:', 'runs-in:'))).not.toEqual([]);
});
