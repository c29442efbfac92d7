import { InputInvalid } from '@hypriotkit/core';

/** Somebody asked for a verbosity that does not exist. */
export class VerbosityUnknown extends InputInvalid {
  readonly code = 'HK_VERBOSITY_UNKNOWN';

  /** @param source the option or variable that set it, if users need to be told */
  constructor(verbosity: string, known: readonly string[], source?: string) {
    super(
      source === undefined
        ? `Unknown verbosity "${verbosity}".`
        : `${source} is "${verbosity}", which is not a verbosity.`,
      { hint: `Choose one of ${known.join(', ')}.` },
    );
  }
}

/** The owner of files is not a pair of numbers. */
export class OwnerInvalid extends InputInvalid {
  readonly code = 'HK_OWNER_INVALID';

  constructor(variable: string, value: string) {
    super(`${variable} is "${value}"; expected uid:gid, such as 1000:1000.`, {
      hint: `Set ${variable} to the numbers of a user and a group, such as $(id -u):$(id -g), or unset it.`,
    });
  }
}
