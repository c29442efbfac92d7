import { HypriotkitError } from '@hypriotkit/core';

/** The engine refused something, or the connection to it broke. */
export class EngineRequestFailed extends HypriotkitError {
  readonly code = 'HK_ENGINE_REQUEST_FAILED';
  /** The HTTP status, if the engine answered at all. */
  readonly status: number | undefined;

  constructor(what: string, reason: string, status?: number, cause?: unknown) {
    super(`${what} failed: ${reason}`, {
      hint:
        status === undefined
          ? 'The connection to the engine broke: see that the engine still runs (docker info), then run the command again.'
          : 'The engine refused it: its log (on Debian: journalctl -u docker) says more.',
      cause,
    });
    this.status = status;
  }
}
