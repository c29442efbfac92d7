import { VerbosityUnknown } from './errors';
import { VERBOSITY_VARIABLE } from './variables';

/**
 * How much is shown. `quiet`: only errors. `info`: the steps of each component. `debug`: all output of the containers.
 */
export const VERBOSITIES = ['quiet', 'info', 'debug'] as const;
export type Verbosity = (typeof VERBOSITIES)[number];

/**
 * Parses a verbosity.
 *
 * @param source the option or variable that set it, for the error message
 * @throws VerbosityUnknown
 */
export function parseVerbosity(text: string, source?: string): Verbosity {
  const known = VERBOSITIES.find((verbosity) => verbosity === text);
  if (known === undefined) throw new VerbosityUnknown(text, VERBOSITIES, source);
  return known;
}

/** Returns the verbosity that the environment sets, by default `info`. @throws VerbosityUnknown */
export const verbosityIn = (env: NodeJS.ProcessEnv): Verbosity =>
  parseVerbosity(env[VERBOSITY_VARIABLE] || 'info', VERBOSITY_VARIABLE);
