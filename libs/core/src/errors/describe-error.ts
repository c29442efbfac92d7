import { HypriotkitError } from './hypriotkit-error';

/**
 * The text of an error for a terminal: what happened, to which component, what to do next, and the code to search for.
 * An error that is none of ours is a fault of the program: it keeps its stack.
 */
export function describeError(error: unknown): string {
  if (error instanceof HypriotkitError) {
    const component = error.component === undefined ? '' : `${error.component}: `;
    return `${component}${error.message}\n${error.hint} [${error.code}]`;
  }
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
