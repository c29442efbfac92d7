import { existsSync } from 'node:fs';
import { basename, posix, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closest, type UserFile } from '@hypriotkit/config';
import { properties as runOptions } from '../executors/run/schema.json';
import type { RunExecutorOptions, SettingDeclaration } from '../executors/run/schema';
import { addressOf } from './address';
import { SettingInvalid } from '../errors';

type Declared = Record<string, SettingDeclaration>;

/**
 * The values that a target of the executor `run` is given for its settings, by project.json and by the command line.
 *
 * @param options of the target, its named configuration's laid over its own
 * @param words of the command line, as they were written
 * @throws SettingInvalid for what is neither an option nor declared
 */
export function givenSettings(options: Record<string, unknown>, words: string[]): Record<string, string> {
  const declared = (options['settings'] ?? {}) as Declared;
  const names = Object.keys(options).filter((name) => !(name in runOptions) && !name.startsWith('__'));
  const unknown = names.find((name) => !(name in declared));
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
  const hint = lines.length > 0 ? `This target takes:${lines.join('')}` : 'This target takes none.';
  return [`is no setting of this target${closest(unknown, names)}`, hint];
}

/** Settings as a container gets them. */
interface ResolvedSettings {
  /** What `{setting:NAME}` stands for. */
  values: Record<string, string>;
  /** Files that are put into its workspace. */
  files: UserFile[];
}

/** @throws SettingInvalid when a value is not what its declaration asks for */
export async function resolveSettings(
  { settings: declared = {}, workspace = '/workspace' }: Pick<RunExecutorOptions, 'settings' | 'workspace'>,
  given: Record<string, string>,
  root: string,
): Promise<ResolvedSettings> {
  const resolved: ResolvedSettings = { values: {}, files: [] };
  for (const [name, declaration] of Object.entries(declared)) {
    resolved.values[`setting:${name}`] = await resolveOne(name, declaration);
  }
  return resolved;

  async function resolveOne(name: string, declaration: SettingDeclaration): Promise<string> {
    const value = given[name] ?? declaration.default ?? '';
    if (value === '') return '';
    checkPattern(name, value, declaration);
    if (declaration.address) return addressOf(name, value);
    return declaration.file ? fileOf(name, value, declaration.optional === true && !(name in given)) : value;
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
  const expected = patternErrorMessage ?? `expected what matches ${pattern}`;
  throw new SettingInvalid(name, `is ${secret ? 'not what it can be' : JSON.stringify(value)}; ${expected}`);
}

function expressionOf(name: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    const hint = "Correct it in the target's `settings` in project.json.";
    throw new SettingInvalid(
      name,
      `has a \`pattern\` that is no regular expression: ${(error as Error).message}`,
      hint,
    );
  }
}

/** What must not be shown of it. */
export const secretSettings = (declared: Declared = {}, given: Record<string, string>): string[] =>
  Object.entries(given).flatMap(([name, value]) => (declared[name]?.secret && value !== '' ? [value] : []));
