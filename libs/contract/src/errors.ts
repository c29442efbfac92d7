import { InputInvalid } from '@hypriotkit/core';

/** Somebody asked for a verbosity that does not exist. */
export class VerbosityUnknown extends InputInvalid {
  readonly code = 'HK_VERBOSITY_UNKNOWN';

  /** @param source the option or variable that set it, if users need to be told */
  constructor(verbosity: string, known: readonly string[], source?: string) {
    super(
      source === undefined
        ? `There is no verbosity "${verbosity}"`
        : `${source} is "${verbosity}", which is not a verbosity.`,
      { hint: `Choose one of ${known.join(', ')}.` },
    );
  }
}
