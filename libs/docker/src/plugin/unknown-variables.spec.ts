import { SmallWorkspace } from '../testing/small-workspace';
import { refuseMisspeltVariables } from './unknown-variables';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

it.each([
  ['HYPRIOTKIT_CONFIG', 'HYPRIOTKIT_CONFIGS'],
  ['HYPRIOTKIT_ENGIN', 'HYPRIOTKIT_ENGINE'],
  ['HYPRIOTKIT_STORESIZE', 'HYPRIOTKIT_STORE_SIZE'],
  ['HYPRIOTKIT_PRIVILEGE', 'HYPRIOTKIT_PRIVILEGES'],
])('refuses a name that resembles one of ours: %s', (name, meant) => {
  expect(() => refuseMisspeltVariables({ [name]: 'x' }, workspace.root)).toThrow(
    `there is no variable ${name}; did you mean "${meant}"?`,
  );
});

it("takes what is set by us or Nx's tasks, names of the user's own, and those that the configuration names", () => {
  const internal = ['OPTIONS', 'STATE', 'UNSEEN', 'COMMITS', 'RUN', 'CONTAINER', 'JOBS', 'FIELDS_tea', 'CACHE_KEEP'];
  const env = Object.fromEntries([...internal, 'PASSWORD', 'OUR_TOKEN'].map((name) => [`HYPRIOTKIT_${name}`, 'x']));
  refuseMisspeltVariables({ ...env, HYPRIOTKIT_CONFIG: '' }, workspace.root);
  workspace.write('configs.json', { tea: { kind: { env: 'HYPRIOTKIT_CONFIG' } } });
  refuseMisspeltVariables({ ...env, HYPRIOTKIT_CONFIG: 'green' }, workspace.root);
});
