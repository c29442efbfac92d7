import { HypriotkitError } from '@hypriotkit/core';

/** A configuration that nothing can be built from. Lists every problem found in the file, not the first alone. */
export class ConfigurationInvalid extends HypriotkitError {
  readonly code = 'HK_CONFIGURATION_INVALID';

  constructor(
    readonly file: string,
    readonly problems: string[],
  ) {
    super(`The configuration from ${file} is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`, {
      hint: 'Mend what is named above and run this again; nothing has been started.',
    });
  }
}
