import { HypriotkitError, InputInvalid } from '@hypriotkit/core';

/** What the container was started with cannot be meant; nothing was started. */
export class InputRefused extends InputInvalid {
  readonly code = 'HK_INPUT_REFUSED';
}

/** Nx ended with a failure; what failed, and why, it has said itself. */
export class NxFailed extends HypriotkitError {
  readonly code = 'HK_NX_FAILED';

  constructor(exitCode: number | null) {
    super(`Not everything could be built (Nx ended with ${exitCode ?? 'a signal'}); nothing was delivered.`, {
      hint: 'What failed, and what to do about it, stands above.',
    });
  }
}
