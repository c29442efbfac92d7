/** Receives a package's progress. The caller decides what to show, and how. */
export interface Logger {
  /** The start of a step that users would recognize. Shown from verbosity info on. */
  step(text: string): void;
  /** A detail within a step. Shown at verbosity debug. */
  detail(text: string): void;
  /** A problem that does not stop the work but that users should know about. */
  warn(text: string): void;
}

/** A logger that shows nothing. */
export const silentLogger: Logger = {
  step: () => undefined,
  detail: () => undefined,
  warn: () => undefined,
};
