export interface ErrorDetails {
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
