import { ALLOWANCES } from '@hypriotkit/component';
import { ConfigurationInvalid } from '@hypriotkit/config';
import { parseVerbosity, VERBOSITY_VARIABLE, type Verbosity } from '@hypriotkit/contract';
import { checkAddress, ENGINE_VARIABLE } from '@hypriotkit/engine';

/**
 * Options that apply to every task of a run, and the variables that users can set instead. Nx passes options only to the
 * named task, not to its dependencies.
 */
export const RUN_WIDE = {
  engine: ENGINE_VARIABLE,
  verbosity: VERBOSITY_VARIABLE,
  privileges: 'HYPRIOTKIT_PRIVILEGES',
} as const;

type Name = keyof typeof RUN_WIDE;
export const RUN_WIDE_NAMES = Object.keys(RUN_WIDE) as Name[];

/**
 * Holds those that the run's command line gives, as JSON, for all tasks: without it, dependencies would be built in another
 * engine, or with privileges that were refused. Every run sets it: with Nx's daemon, one process prepares the
 * runs, and a variable that only some of them set could reach another run.
 */
export const OPTIONS_VARIABLE = 'HYPRIOTKIT_OPTIONS';

/** The run-wide options of the command line. */
export const givenRunWide = (): Partial<Record<Name, string>> =>
  JSON.parse(process.env[OPTIONS_VARIABLE] || '{}') as Partial<Record<Name, string>>;

/** The value of a run-wide option: of the command line, or of its variable. */
export const runWide = (name: Name): string | undefined => givenRunWide()[name] ?? process.env[RUN_WIDE[name]];

/** @throws VerbosityUnknown */
export const verbosityOfRun = (): Verbosity => parseVerbosity(runWide('verbosity') || 'info', RUN_WIDE.verbosity);

/**
 * Returns a task's options after applying the run-wide ones. They override project.json and nx.json.
 *
 * @param overrides Options of the command line for this task.
 */
export function withRunWide<Options extends object>(options: Options, overrides: object): Options {
  const wide = RUN_WIDE_NAMES.flatMap((name) => {
    const value = runWide(name);
    return value && !(name in overrides) ? [[name, checked(name, RUN_WIDE[name], value)]] : [];
  });
  return { ...options, ...(Object.fromEntries(wide) as object) };
}

/**
 * Returns the value if it is valid. An unknown word must not count as the default.
 *
 * @param source Where the value comes from, as users know it.
 * @throws EngineAddressInvalid, VerbosityUnknown, ConfigurationInvalid
 */
export function checked(name: Name, source: string, value: string): string {
  if (name === 'engine') {
    checkAddress(source, value);
    return value;
  }
  if (name === 'verbosity') return parseVerbosity(value, source);
  if (ALLOWANCES.some((known) => known === value)) return value;
  throw new ConfigurationInvalid(source, [`"${value}" is not one of ${ALLOWANCES.join(', ')}`]);
}
