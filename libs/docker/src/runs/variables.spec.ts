import { SmallWorkspace } from '../testing/small-workspace';
import { digestsOfVariables } from './variables';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const digests = (env: NodeJS.ProcessEnv) => digestsOfVariables(workspace.root, env);

it('knows each value that the configuration takes from a variable, also for a board, without showing it', () => {
  workspace.write('configs.json', { tea: { kind: { env: 'KIND' } } });
  workspace.write('boards/garage/configs.json', { tea: { strength: { env: 'STRENGTH' } } });
  const found = digests({ KIND: 'davy-jones', STRENGTH: '2', OTHER: '3' });
  expect(Object.keys(found)).toEqual(['KIND', 'STRENGTH']);
  expect(JSON.stringify(found)).not.toContain('davy');
  expect(digests({ KIND: 'davy-jones', STRENGTH: '2' })).toEqual(found);
  expect(digests({ KIND: 'other', STRENGTH: '2' })).toEqual({
    ...found,
    KIND: expect.not.stringMatching(found['KIND']!),
  });
});

it('knows nothing of a variable that is not set', () => {
  workspace.write('configs.json', { tea: { kind: { env: 'KIND' } } });
  expect(digests({})).toEqual({});
});
