import type { Masker } from './secrets/masker';
import { HypriotkitError, InternalError } from './errors';
import { fromSystem } from './from-system';

interface Circumstances {
  /** The component that it concerns, where the error does not say. */
  component?: string | undefined;
  /** Show the stack of an error that nobody has foreseen. */
  debug?: boolean;
  /** What makes the same command do so, as it is written. */
  how?: string;
  /** Takes out what must not be shown. */
  masker?: Masker;
}

/**
 * The text of an error for a terminal: what happened, to which component, what to do next, and the code to search for.
 * Every error is shown by it, whatever it is: one that is none of ours has one of ours made of it.
 */
export function describeError(error: unknown, circumstances: Circumstances = {}): string {
  const { debug = false, how, masker } = circumstances;
  const known = knownError(error, how);
  const name = known.component ?? circumstances.component;
  const text = `${name === undefined ? '' : `${name}: `}${known.message}\n${known.hint} [${known.code}]`;
  const whole = debug && known instanceof InternalError ? `${text}\n${stackOf(known.cause)}` : text;
  return masker ? masker.mask(whole) : whole;
}

const stackOf = (error: unknown): string => (error as Partial<Error> | undefined)?.stack ?? String(error);

/** One of our errors, whatever was thrown. */
function knownError(error: unknown, how?: string): HypriotkitError {
  const known = fromSystem('Working with files', error);
  return known instanceof HypriotkitError ? known : new InternalError(error, how);
}

/** The same, with the component that it concerns where it does not say. */
export function ofComponent(error: unknown, component: string): HypriotkitError {
  const known = knownError(error);
  known.component ??= component;
  return known;
}
