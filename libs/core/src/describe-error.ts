import type { Masker } from './secrets/masker';
import { HypriotkitError, InternalError } from './errors';
import { fromSystem } from './from-system';
import { plainText } from './plain-text';

interface Circumstances {
  /** The component that the error is about, if the error does not name one. */
  component?: string | undefined;
  /** Show the stack of unexpected errors. */
  debug?: boolean;
  /** The option or variable that makes the same command show the stack, as users write it. */
  how?: string;
  /** Masks secrets in the text. */
  masker?: Masker;
}

/**
 * Returns the text of an error for a terminal: what happened, to which component, what to do next, and the error code. Whatever
 * programs said that it quotes, it is plain text.
 * Any thrown value is accepted; unknown ones are shown as an InternalError.
 */
export function describeError(error: unknown, circumstances: Circumstances = {}): string {
  const { debug = false, how, masker } = circumstances;
  const known = knownError(error, how);
  const name = known.component ?? circumstances.component;
  const text = `${name === undefined ? '' : `${name}: `}${known.message}\n${known.hint} [${known.code}]`;
  const whole = debug && known instanceof InternalError ? `${text}\n${stackOf(known.cause)}` : text;
  return plainText(whole, masker);
}

const stackOf = (error: unknown): string => (error as Partial<Error> | undefined)?.stack ?? String(error);

/** Converts anything thrown to one of our errors. */
function knownError(error: unknown, how?: string): HypriotkitError {
  const known = fromSystem('Working with files', error);
  return known instanceof HypriotkitError ? known : new InternalError(error, how);
}

/** Like knownError, but also sets the component if the error does not name one. */
export function ofComponent(error: unknown, component: string): HypriotkitError {
  const known = knownError(error);
  known.component ??= component;
  return known;
}
