import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import { unseen } from '../plugin/unseen';
import { SmallWorkspace } from '../testing/small-workspace';
import { checkUnchanged, digestsIn, STATE_VARIABLE } from './state';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => {
  workspace.remove();
  delete process.env[STATE_VARIABLE];
});

const begin = async (...argv: string[]) =>
  Object.assign(process.env, await unseen(workspace.root, argv, workspace.nodes));
const check = (component = 'tea') => checkUnchanged([{ component }], workspace.projects, workspace.root);

it('takes a component that is what it was', async () => {
  await begin();
  await check();
  workspace.write('configs.json', { pot: { image: 'other:latest' } });
  await check();
});

it.each<[string, () => void]>([
  ['a field', () => workspace.write('configs.json', { tea: { kind: 'black' } })],
  ['a default', () => workspace.write('image/configs.json', { pot: {}, tea: { repo: 'components/tea/builder' } })],
  [
    'the variable that a field is handed over in',
    () => {
      const path = join(workspace.root, 'image/configs.schema.json');
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"image":{', '"image":{"environment":"IMAGE",'));
    },
  ],
  ['the builder', () => workspace.write('components/tea/builder/build.sh', 'echo')],
  ['a file', () => writeFileSync(join(workspace.root, 'leaf'), 'black')],
  ['a file that project.json names', () => writeFileSync(join(workspace.root, 'mint.tar'), 'black')],
  [
    "another component's field that its build names",
    () => workspace.write('configs.json', { pot: { image: 'other:latest' } }),
  ],
])('refuses one after a change of %s', async (_, change) => {
  for (const file of ['leaf', 'mint.tar']) writeFileSync(join(workspace.root, file), 'green');
  workspace.projects['tea']!.targets!['build']!.configurations = { iced: { leaves: ['mint.tar'] } };
  (workspace.projects['tea']!.targets!['build']!.options as { environment: object }).environment = { A: '{pot.image}' };
  await begin('--pot=leaf');
  await check();
  change();
  await expect(check()).rejects.toMatchObject({ code: 'HK_CHANGED_DURING_RUN' });
});

it('covers what a fork inherits, as long as it has no value of its own', async () => {
  workspace.makeFork('kettle');
  const branch = (own: object) => workspace.write('configs.json', own);
  branch({ pot: { branch: 'one' } });
  await begin();
  await check('kettle');
  branch({ pot: { branch: 'two' } });
  await expect(check('kettle')).rejects.toMatchObject({ code: 'HK_CHANGED_DURING_RUN' });
  branch({ pot: { branch: 'one' }, kettle: { branch: 'three' } });
  await begin();
  branch({ pot: { branch: 'two' }, kettle: { branch: 'three' } });
  await check('kettle');
});

it('covers what stands beside the value of an environment variable, whether that is known or not', async () => {
  const sugar = (spoons: number) =>
    workspace.write('configs.json', { tea: { sugar: { spoons, kind: { env: 'SUGAR' } } } });
  sugar(1);
  await begin();
  process.env['SUGAR'] = 'brown';
  try {
    await check();
    sugar(2);
    await expect(check()).rejects.toMatchObject({ code: 'HK_CHANGED_DURING_RUN' });
  } finally {
    delete process.env['SUGAR'];
  }
});

it('takes lists in which the value of an environment variable stands', async () => {
  workspace.write('assam.tar', 'leaves');
  workspace.write('configs.json', { tea: { leaves: [{ env: 'LEAVES' }], cups: 2 } });
  process.env['LEAVES'] = 'assam.tar';
  try {
    await begin();
    await check();
  } finally {
    delete process.env['LEAVES'];
  }
});

it('tells two runs apart by what Nx has read of their targets', async () => {
  const variables = await unseen(workspace.root, [], workspace.nodes);
  const digests = (environment: object) => {
    const targets = { build: { executor: '@hypriotkit/docker:build', options: { environment } }, lint: {} };
    return digestsIn(variables, { tea: { data: { targets } } } as unknown as ProjectGraph['nodes']);
  };
  const [one, same, other] = [digests({ A: '1' }), digests({ A: '1' }), digests({ A: '2' })];
  expect(one).toEqual(same);
  expect(one['tea']).not.toBe(other['tea']);
  expect(one['pot']).toBe(other['pot']);
});

it('knows nothing where no run has begun', async () => {
  await check();
});
