interface ErrorDetails {
  /** What the user can do next, as a sentence or two. */
  hint: string;
  /** The component that was being built. */
  component?: string;
  /** The error that led to this one. */
  cause?: unknown;
}

/** The base of every error that a user may see. Its `code` is stable: people search for it, documentation lists it. */
export abstract class HypriotkitError extends Error {
  abstract readonly code: string;
  readonly hint: string;
  /** May be set later, by the caller who knows which component was being built. */
  component?: string;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
    if (details.component !== undefined) this.component = details.component;
  }
}

/** The base of all errors about what a user gave. When one is thrown, nothing has been started or changed. */
export abstract class InputInvalid extends HypriotkitError {}

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

/** A disk of this machine has no room for another file. */
export class DiskFull extends HypriotkitError {
  readonly code = 'HK_DISK_FULL';

  constructor(path: string, cause: unknown) {
    super(`There is no space left for ${path}.`, {
      hint: 'Free some space on this machine (`df -h` and `df -i` show where), then run this again; what was there before is untouched.',
      cause,
    });
  }
}

/** The system refused something that was to be done with a file or folder of this machine. */
export class FileAccessFailed extends HypriotkitError {
  readonly code = 'HK_FILE_ACCESS_FAILED';
}

/** Something failed that nobody has foreseen: a fault of the program. */
export class InternalError extends HypriotkitError {
  readonly code = 'HK_INTERNAL';

  /** @param how what makes the same command show the stack, as it is written */
  constructor(error: unknown, how = '--verbosity=debug') {
    super(`An unexpected error: ${inOneLine(error)}`, {
      hint: `This is a fault of Hypriotkit. Please report it with what ${how} shows.`,
      cause: error,
    });
  }
}

function inOneLine(error: unknown): string {
  const { name, message } = (error ?? {}) as Partial<Error>;
  const text = typeof message === 'string' ? `${name ?? 'Error'}: ${message}` : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
