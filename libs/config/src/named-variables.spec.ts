import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { namedVariables } from './named-variables';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-variables-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

it('finds the variables of all files, however deep, each once', () => {
  write('image/configs.json', '{ "tea": { "kind": { "env": "KIND" }, "cups": 2 } }');
  write('mine.json', '{ "tea": { "leaves": [{ "name": { "env": "LEAF" } }, { "name": { "env": "KIND" } }] } }');
  write('boards/garage/configs.json', '{ "tea": { "kind": { "env": "GARAGE" } } }');
  write('boards/garage/configs.local.json', '{ "tea": { "kind": { "env": "LOCAL" } } }');
  const env = { HYPRIOTKIT_CONFIGS: 'mine.json' };
  expect(namedVariables(root, env)).toEqual(['GARAGE', 'KIND', 'LEAF', 'LOCAL']);
  expect(namedVariables(root, {})).toEqual(['GARAGE', 'KIND', 'LOCAL']);
});

it('passes over a file that is invalid, which a build reports', () => {
  write('image/configs.json', '{ "tea": { "kind": { "env": "KIND" } } }');
  write('configs.json', '{');
  expect(namedVariables(root, {})).toEqual(['KIND']);
});
