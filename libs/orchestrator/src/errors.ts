import { HypriotkitError, InputInvalid } from '@hypriotkit/core';

/** The container was started with invalid input. Nothing was built. */
export class InputRefused extends InputInvalid {
  readonly code = 'HK_INPUT_REFUSED';
}

/** Nx cannot make projects of the boards. Its own output says why. Nothing was built. */
export class BoardsRefused extends InputInvalid {
  readonly code = 'HK_BOARDS_REFUSED';

  constructor() {
    super('The boards cannot be built.', { hint: 'The output above says why, and what to do about it.' });
  }
}

/** Nx failed. Its own output says what failed and why. */
export class NxFailed extends HypriotkitError {
  readonly code = 'HK_NX_FAILED';

  constructor(exitCode: number | null) {
    super(`Not everything could be built (Nx ended with ${exitCode ?? 'a signal'}); nothing was delivered.`, {
      hint: 'The output above says what failed, and what to do about it.',
    });
  }
}

/** What a job of a swarm was given cannot be used. Nothing was built. */
export class HandoverUnusable extends InputInvalid {
  readonly code = 'HK_HANDOVER_UNUSABLE';

  constructor(message: string, cause: unknown) {
    super(message, { hint: 'Run `hypriotkit build --on swarm` again; it hands everything over anew.', cause });
  }
}
