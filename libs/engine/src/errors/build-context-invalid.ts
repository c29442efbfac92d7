import { HypriotkitError } from '@hypriotkit/core';

/** The folder of a Dockerfile cannot be sent to the engine. */
export class BuildContextInvalid extends HypriotkitError {
  readonly code = 'HK_BUILD_CONTEXT_INVALID';

  constructor(folder: string, reason: string, hint: string, cause?: unknown) {
    super(`The folder ${folder} cannot be built: ${reason}`, { hint, cause });
  }
}
