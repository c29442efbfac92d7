import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '@hypriotkit/api';
import { EXIT } from '@hypriotkit/contract';
import { program } from '../../libs/hypriotkit/src/program';

const page = (name: string) => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');

it('docs/api.md has every function, every default and every error code of the API', () => {
  const text = page('api.md');
  const functions = Object.entries(api).filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name));
  expect(functions.length).toBeGreaterThan(6);
  for (const [name] of functions) expect(text).toContain(`${name}(`);
  for (const value of [api.DEFAULT_IMAGE, api.DEFAULT_VOLUME, api.DEFAULT_VERBOSITY]) expect(text).toContain(value);
  const own = readFileSync(join(__dirname, '..', '..', 'libs', 'api', 'src', 'errors.ts'), 'utf8');
  for (const [code] of own.matchAll(/HK_\w+/g)) expect(text).toContain(code);
});

it('docs/command.md has every command, every option and every exit code', () => {
  const text = page('command.md');
  const root = program();
  for (const command of root.commands) expect(text).toContain(`hypriotkit ${command.name()}`);
  for (const { long } of root.options) expect(text).toContain(long);
  for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
});
