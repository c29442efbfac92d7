import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IN_IMAGE } from '@hypriotkit/contract';
import { boardImages, sharedComponents } from './boards';

let graph: string;
beforeEach(() => (graph = join(mkdtempSync(join(tmpdir(), 'hypriotkit-graph-')), 'graph.json')));
afterEach(() => rmSync(join(graph, '..'), { recursive: true }));

it('the image of a board is the output of its target build', () => {
  const outputs = ['{workspaceRoot}/dist/boards/garage/tea'];
  const nodes = { garage: { data: { targets: { build: { outputs } } } }, attic: { data: {} } };
  writeFileSync(graph, JSON.stringify({ graph: { nodes } }));
  expect([...boardImages(['garage'], graph, IN_IMAGE)]).toEqual([['garage', '/opt/app/dist/boards/garage/tea']]);
  expect(() => boardImages(['attic'], graph, IN_IMAGE)).toThrow('cannot build the board attic');
});

it('boards share the components whose tasks are not those of a board', () => {
  const projects = ['garage', 'attic', 'garage', 'rpi_kernel', 'base_image', 'rpi_kernel'];
  const tasks = Object.fromEntries(projects.map((project, index) => [index, { target: { project } }]));
  writeFileSync(graph, JSON.stringify({ tasks: { tasks } }));
  expect(sharedComponents(['attic', 'garage'], graph)).toEqual(['base_image', 'rpi_kernel']);
});
