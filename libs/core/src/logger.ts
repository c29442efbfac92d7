/** Where a package writes its progress. Whoever passes one in decides what of it is shown, and how. */
export interface Logger {
  /** The beginning of something that a user would name: shown from verbosity info on. */
  step(text: string): void;
  /** A line of what happens within a step: shown at verbosity debug. */
  detail(text: string): void;
  /** Something that goes on, but that the user should know. */
  warn(text: string): void;
}

/** For callers who want no progress. */
export const silentLogger: Logger = {
  step: () => undefined,
  detail: () => undefined,
  warn: () => undefined,
};
