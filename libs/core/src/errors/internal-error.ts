import { HypriotkitError } from './hypriotkit-error';

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
