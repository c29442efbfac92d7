import { ALLOWANCES } from '@hypriotkit/component';
import { ConfigurationInvalid } from '@hypriotkit/config';
import { parseVerbosity, VERBOSITY_VARIABLE } from '@hypriotkit/contract';
import { checkAddress, ENGINE_VARIABLE } from '@hypriotkit/engine';

/**
 * Options that hold for every task of a run, those that Nx runs for the sake of the named one as well, to which it hands
 * no option. The variables are how all of them come to know, and how users set them without the command line.
 */
export const RUN_WIDE = {
  engine: ENGINE_VARIABLE,
  verbosity: VERBOSITY_VARIABLE,
  privileges: 'HYPRIOTKIT_PRIVILEGES',
} as const;

type Name = keyof typeof RUN_WIDE;
export const RUN_WIDE_NAMES = Object.keys(RUN_WIDE) as Name[];

/**
 * The options of a task with those that hold for the whole run over what its project.json and nx.json say of them.
 *
 * @param overrides of the command line, for this task
 */
export function withRunWide<Options extends object>(options: Options, overrides: object): Options {
  const wide = RUN_WIDE_NAMES.flatMap((name) => {
    const value = process.env[RUN_WIDE[name]];
    return value && !(name in overrides) ? [[name, checked(name, RUN_WIDE[name], value)]] : [];
  });
  return { ...options, ...(Object.fromEntries(wide) as object) };
}

/**
 * @param source of the value, as users know it
 * @throws EngineAddressInvalid, VerbosityUnknown, ConfigurationInvalid: a word that nobody knows must not count for the default
 */
export function checked(name: Name, source: string, value: string): string {
  if (name === 'engine') {
    checkAddress(source, value);
    return value;
  }
  if (name === 'verbosity') return parseVerbosity(value, source);
  if (ALLOWANCES.some((known) => known === value)) return value;
  throw new ConfigurationInvalid(source, [`"${value}" is none of ${ALLOWANCES.join(', ')}`]);
}
