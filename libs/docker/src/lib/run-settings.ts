import { existsSync } from 'node:fs';
import { basename, posix, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { publicKeyFrom, type PublicKey } from '@hypriotkit/artifacts';
import { closest, type UserFile } from '@hypriotkit/config';
import { properties as runOptions } from '../executors/run/schema.json';
import type { RunExecutorOptions, SettingDeclaration } from '../executors/run/schema';
import { addressOf } from './address';
import { SettingInvalid } from '../errors';

type Declared = Record<string, SettingDeclaration>;

/**
 * Returns the settings of a target of the executor `run`, as project.json and the command line give them.
 *
 * @param options The target's options, overridden by those of its named configuration.
 * @param words The command line, as the user wrote it.
 * @throws SettingInvalid for anything that is neither an option nor declared
 */
export function givenSettings(options: Record<string, unknown>, words: string[]): Record<string, string> {
  const declared = (options['settings'] ?? {}) as Declared;
  const names = Object.keys(options).filter((name) => !Object.hasOwn(runOptions, name) && !name.startsWith('__'));
  const unknown = names.find((name) => !Object.hasOwn(declared, name));
  if (unknown !== undefined) throw new SettingInvalid(unknown, ...whatThereIs(unknown, declared));
  const { values: written } = parseArgs({
    args: words,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    strict: false,
  });
  return Object.fromEntries(
    names.map((name) => {
      const value = written[name] ?? options[name];
      return [name, value === true ? '' : String(value)];
    }),
  );
}

function whatThereIs(unknown: string, declared: Declared): [reason: string, hint: string] {
  const names = [...Object.keys(declared), ...Object.keys(runOptions)];
  const lines = Object.entries(declared).map(([name, { description }]) => `\n  --${name}: ${description}`);
  const hint = lines.length > 0 ? `Its settings:${lines.join('')}` : 'It has no settings.';
  return [`is not a setting of this target${closest(unknown, names)}`, hint];
}

/**
 * Refuses to reuse what cannot be known to be the same.
 *
 * @throws SettingInvalid
 */
export function refuseReuse(
  { settings = {}, reports = [] }: Pick<RunExecutorOptions, 'settings' | 'reports'>,
  given: Record<string, string>,
): void {
  if (reports.length === 0) {
    throw new SettingInvalid('reuse', 'has no effect: this target has no `reports`');
  }
  const name = Object.keys(given).find((one) => settings[one]?.address && given[one] !== '');
  if (name === undefined) return;
  const reason = `does not go with --${name}: what is at that address may have changed`;
  throw new SettingInvalid('reuse', reason, 'Leave one of them out. Nothing has been started.');
}

/** Settings in the form that a container gets. */
interface ResolvedSettings {
  /** Values for `{setting:NAME}`. */
  values: Record<string, string>;
  /** Files to copy into the container's workspace. */
  files: UserFile[];
  /** The keys that inputs have to be signed with, by the role of the input. */
  keys: { role: string; key: PublicKey }[];
}

/** @throws SettingInvalid, PublicKeyInvalid if a value does not match its declaration */
export async function resolveSettings(
  { settings: declared = {}, workspace = '/workspace' }: Pick<RunExecutorOptions, 'settings' | 'workspace'>,
  given: Record<string, string>,
  root: string,
): Promise<ResolvedSettings> {
  const resolved: ResolvedSettings = { values: {}, files: [], keys: [] };
  for (const [name, declaration] of Object.entries(declared)) {
    resolved.values[`setting:${name}`] = await resolveOne(name, declaration);
  }
  return resolved;

  async function resolveOne(name: string, declaration: SettingDeclaration): Promise<string> {
    const value = given[name] ?? declaration.default ?? '';
    if (value === '') return '';
    checkPattern(name, value, declaration);
    if (declaration.address) return addressOf(name, value);
    if (declaration.keyOf !== undefined) return keyOf(declaration.keyOf, value);
    return declaration.file ? fileOf(name, value, declaration.optional === true && !(name in given)) : value;
  }

  async function keyOf(role: string, given: string): Promise<string> {
    const key = await publicKeyFrom(given, root);
    resolved.keys.push({ role, key });
    return key.text;
  }

  function fileOf(name: string, path: string, mayBeMissing: boolean): string {
    const source = resolve(root, path);
    if (mayBeMissing && !existsSync(source)) return '';
    const folder = posix.join('settings', name);
    resolved.files.push({ name: `--${name}`, path, source, folder, folders: false, root });
    return posix.join(workspace, folder, basename(source));
  }
}

function checkPattern(name: string, value: string, { pattern, patternErrorMessage, secret }: SettingDeclaration): void {
  if (pattern === undefined || expressionOf(name, pattern).test(value)) return;
  const expected = patternErrorMessage ?? `expected a match of ${pattern}`;
  throw new SettingInvalid(name, `is ${secret ? 'invalid' : JSON.stringify(value)}; ${expected}`);
}

function expressionOf(name: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    const hint = "Correct it in the target's `settings` in project.json.";
    throw new SettingInvalid(
      name,
      `has a \`pattern\` that is not a regular expression: ${(error as Error).message}`,
      hint,
    );
  }
}

/** Returns the given values of settings that must not be shown. */
export const secretSettings = (declared: Declared = {}, given: Record<string, string>): string[] =>
  Object.entries(given).flatMap(([name, value]) => (declared[name]?.secret && value !== '' ? [value] : []));
