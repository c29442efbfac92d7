/** Set-up failed. The hint says what the user can do. */
export class SetupError extends Error {
  /** @param {string} message @param {string} [hint] */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** Prints a line about something found or done. @param {string} step @param {string} text */
export function report(step, text) {
  console.log(`${step.padEnd(16)} ${text}`);
}
