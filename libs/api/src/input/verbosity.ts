import { VERBOSITIES, type Verbosity } from '@hypriotkit/component';
import { VerbosityUnknown } from '../errors/input-invalid';
import { DEFAULT_VERBOSITY } from '../options';

/** The verbosity to use: callers without types may give anything. */
export function verbosityOf({ verbosity = DEFAULT_VERBOSITY }: { verbosity?: string }): Verbosity {
  const known = VERBOSITIES.find((one) => one === verbosity);
  if (known === undefined) throw new VerbosityUnknown(verbosity, VERBOSITIES);
  return known;
}
