/** What set-up could not do, with what the user can do about it. */
export class SetupError extends Error {
  /** @param {string} message @param {string} [hint] */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** One line for each thing found or done. @param {string} step @param {string} text */
export function report(step, text) {
  console.log(`${step.padEnd(16)} ${text}`);
}
