interface ErrorDetails {
  /** What the user can do next, in a sentence or two. */
  hint: string;
  /** The component that was being built. */
  component?: string;
  cause?: unknown;
}

/**
 * The base of every error that users may see. `code` is stable: people search for it, and the documentation lists it.
 */
export abstract class HypriotkitError extends Error {
  abstract readonly code: string;
  readonly hint: string;
  /** The caller may set it later, when it knows which component was being built. */
  component?: string;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
    if (details.component !== undefined) this.component = details.component;
  }
}

/** The base of all errors in a user's input. When one is thrown, nothing has been started or changed. */
export abstract class InputInvalid extends HypriotkitError {}

/** Thrown by functions with an AbortSignal when that signal fires. Everything has been cleaned up by then. */
export class Interrupted extends HypriotkitError {
  readonly code = 'HK_INTERRUPTED';

  constructor(what: string, cause?: unknown) {
    super(`${what} was interrupted`, { hint: 'Run the command again. Everything that was finished is kept.', cause });
  }
}

export function throwIfInterrupted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new Interrupted(what, signal.reason);
}

/** A disk of this machine is full. */
export class DiskFull extends HypriotkitError {
  readonly code = 'HK_DISK_FULL';

  constructor(path: string, cause: unknown) {
    super(`There is no space left for ${path}.`, {
      hint: 'Free some space on this machine (`df -h` and `df -i` show where), then run this again. Existing files are unchanged.',
      cause,
    });
  }
}

/** The system refused access to a file or folder of this machine. */
export class FileAccessFailed extends HypriotkitError {
  readonly code = 'HK_FILE_ACCESS_FAILED';
}

/** An unexpected failure: a bug in the program. */
export class InternalError extends HypriotkitError {
  readonly code = 'HK_INTERNAL';

  /** @param how the option or variable that makes the same command show the stack, as users write it */
  constructor(error: unknown, how = '--verbosity=debug') {
    super(`An unexpected error: ${inOneLine(error)}`, {
      hint: `This is a bug in Hypriotkit. Please report it, with the output that ${how} gives.`,
      cause: error,
    });
  }
}

function inOneLine(error: unknown): string {
  const { name, message } = (error ?? {}) as Partial<Error>;
  const text = typeof message === 'string' ? `${name ?? 'Error'}: ${message}` : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
