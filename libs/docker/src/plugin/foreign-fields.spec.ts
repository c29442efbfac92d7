import { loadConfiguration } from '@hypriotkit/config';
import { SmallWorkspace } from '../testing/small-workspace';
import { foreignFields } from './foreign-fields';
import { fieldsVariable } from '../lib/hash-variables';
import { unseen } from './unseen';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const look = async () => (await unseen(workspace.root, [], workspace.nodes))[fieldsVariable('pot')];
const found = (options: object, configurations: Record<string, Record<string, unknown>> = {}) => {
  const { schema } = loadConfiguration(workspace.root, { env: {} });
  return foreignFields('pot', { options: { ...options }, configurations }, schema);
};

it.each<[string, object]>([
  ['in a variable', { environment: { A: 'x-{image|tea.kind%een}' } }],
  ['in a table', { environment: { A: { field: 'tea.kind', values: {} } } }],
  ['in the command', { command: ['make', '{tea.kind}'] }],
  ['in the name of an artifact', { artifacts: [{ role: 'a', file: 'a-{tea.kind}' }] }],
  ['in a list of artifacts', { artifacts: [{ role: 'a', file: 'a-{each}', each: { field: 'tea.kind' } }] }],
  ['with an official builder', { official: { environment: { A: '{tea.kind}' } } }],
  ['for credentials', { registryCredentials: 'tea.kind' }],
])('are found %s, also in a named configuration', (_, options) => {
  const expected = [{ component: 'tea', field: 'kind' }];
  expect(found(options)).toEqual(expected);
  expect(found({}, { iced: { ...options } })).toEqual(expected);
});

it('are none of its own, and none that do not exist', () => {
  expect(found({ command: ['{pot.image}', '{image}', '{tea.nothing}', 'kind'] })).toEqual([]);
});

it('count for the cache, and keep a component out of it if a variable has the value', async () => {
  workspace.projects['pot']!.targets!['build']!.configurations = { iced: { command: ['{tea.kind}'] } };
  const before = await look();
  expect(await look()).toBe(before);
  workspace.write('configs.json', { tea: { strength: '2' } });
  expect(await look()).toBe(before);
  workspace.write('configs.json', { tea: { kind: 'black' } });
  expect(await look()).not.toBe(before);
  workspace.write('configs.json', { tea: { kind: { env: 'KIND' } } });
  expect(await look()).not.toBe(await look());
});
