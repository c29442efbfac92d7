import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IN_IMAGE } from '@hypriotkit/contract';
import { boardImages } from './boards';

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
