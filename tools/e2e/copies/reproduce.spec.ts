import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { addSmallComponents } from '../lib/small-components';
import { WorkspaceCopy } from '../lib/workspace-copy';

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'hostname >host; cat host >&2');
  workspace.edit('components/small_pot/builder/build.sh', (text) => text.replace('id >', 'echo pot >'));
  workspace.edit('components/small_tea/builder/build.sh', (text) => text.replace('id >', 'cat host small_pot.txt >'));
  workspace.write('boards/garage/configs.json', '{ "small_pot": { "password": "locker" } }');
  workspace.commit();
});
afterAll(() => workspace.remove());

const reproduce = (task: string, ...words: string[]) =>
  workspace.nx(['run', task, ...words]).catch((error: Error) => error.message);

it('builds what a component is made from, and names what differs, the report and what to do', async () => {
  const output = await reproduce('small_tea:reproduce');
  expect(output).toMatch(
    /small_tea: Two builds of the same inputs are not equal: small_tea\.txt differs, of 1 in all\.\s+dist\/reports\/small_tea\/reproduce\/diffoscope\.html \(and \.txt\) shows where.*\[HK_NOT_REPRODUCIBLE\]/s,
  );
  expect(output).toContain('+another-host');
  expect(workspace.read('dist/reports/small_tea/reproduce/diffoscope.txt')).toContain('small_tea.txt');
  expect(readdirSync(join(workspace.root, 'dist/artifacts'))).toEqual(['small_pot']);
});

it('is there for a board and for what the board has for itself', async () => {
  expect(await reproduce('garage:reproduce-small_pot', '--keep=dist/kept')).toContain('equal: two builds');
  expect(workspace.read('dist/kept/first/manifest.json')).toBe(workspace.read('dist/kept/second/manifest.json'));
  expect(await reproduce('garage:reproduce')).toMatch(/garage\/small_tea: Two builds .*HK_NOT_REPRODUCIBLE/s);
  expect(existsSync(join(workspace.root, 'dist/boards/garage/reports/reproduce/diffoscope.html'))).toBe(true);
  expect(existsSync(join(workspace.root, 'dist/boards/garage/small_tea'))).toBe(false);
});
