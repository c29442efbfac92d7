import { VerbosityUnknown } from './errors';
import { VERBOSITY_VARIABLE } from './variables';

/** How much is shown: errors only; the steps of each component; everything that the containers say. */
export const VERBOSITIES = ['quiet', 'info', 'debug'] as const;
export type Verbosity = (typeof VERBOSITIES)[number];

/**
 * The verbosity that a text names.
 *
 * @param source where the text is from, as users know it
 * @throws VerbosityUnknown
 */
export function parseVerbosity(text: string, source?: string): Verbosity {
  const known = VERBOSITIES.find((verbosity) => verbosity === text);
  if (known === undefined) throw new VerbosityUnknown(text, VERBOSITIES, source);
  return known;
}

/** The verbosity that the environment names; `info` where it names none. @throws VerbosityUnknown */
export const verbosityIn = (env: NodeJS.ProcessEnv): Verbosity =>
  parseVerbosity(env[VERBOSITY_VARIABLE] || 'info', VERBOSITY_VARIABLE);
