import { HypriotkitError } from './hypriotkit-error';

/** Thrown by whatever takes an AbortSignal, once that signal has fired and everything has been cleaned up. */
export class Interrupted extends HypriotkitError {
  readonly code = 'HK_INTERRUPTED';

  constructor(what: string, cause?: unknown) {
    super(`${what} was interrupted`, { hint: 'Run the command again: what was finished before is kept.', cause });
  }
}

export function throwIfInterrupted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new Interrupted(what, signal.reason);
}
