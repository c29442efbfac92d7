import { HypriotkitError } from '@hypriotkit/core';

/** Files on their way into a container or out of it did not arrive whole. */
export class TransferFailed extends HypriotkitError {
  readonly code = 'HK_TRANSFER_FAILED';

  constructor(what: string, reason: string, cause?: unknown, hint?: string) {
    super(`${what} failed: ${reason}`, {
      hint: hint ?? 'See that the engine still runs (docker info), then run the command again.',
      cause,
    });
  }
}
