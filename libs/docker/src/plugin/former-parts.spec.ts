import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFormerPartsAside } from './former-parts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-former-parts-'))));
afterEach(() => rmSync(root, { recursive: true }));

const build = (component: string) => ({
  executor: '@hypriotkit/docker:build',
  options: { component, board: 'garage' },
});
const PROJECTS = { garage: { targets: { build: build('tea'), 'build-leaf': build('leaf'), verify: {} } } };

function make(component: string, manifest: object = { component, artifacts: [] }): void {
  mkdirSync(join(root, 'dist/boards/garage', component), { recursive: true });
  writeFileSync(join(root, 'dist/boards/garage', component, 'manifest.json'), JSON.stringify(manifest));
}

it('what a board no longer has for itself does not stay beside its image; all else does', async () => {
  for (const component of ['tea', 'leaf', 'pot']) make(component);
  make('mine', { name: 'a web app' });
  make('copy', { component: 'pot', artifacts: [] });
  mkdirSync(join(root, 'dist/boards/garage/reports'));
  const warnings: string[] = [];
  await setFormerPartsAside('garage', PROJECTS, root, { warn: (text) => void warnings.push(text) });
  expect(readdirSync(join(root, 'dist/boards/garage')).sort()).toEqual(['copy', 'leaf', 'mine', 'reports', 'tea']);
  expect(existsSync(join(root, 'dist/previous/garage/pot/manifest.json'))).toBe(true);
  expect(warnings[0]).toBe('the board garage no longer has pot for itself');
});

it('a board that was never built has nothing', async () => {
  await setFormerPartsAside('garage', PROJECTS, root, { warn: () => undefined });
  expect(readdirSync(root)).toEqual([]);
});
