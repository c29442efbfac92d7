import { InputInvalid } from '@hypriotkit/core';

/** A verbosity was asked for that does not exist. */
export class VerbosityUnknown extends InputInvalid {
  readonly code = 'HK_VERBOSITY_UNKNOWN';

  /** @param source the option or variable, as users know it, where they may not know which one it is */
  constructor(verbosity: string, known: readonly string[], source?: string) {
    super(
      source === undefined
        ? `There is no verbosity "${verbosity}"`
        : `${source} is "${verbosity}", which is not a verbosity.`,
      { hint: `Choose one of ${known.join(', ')}.` },
    );
  }
}
