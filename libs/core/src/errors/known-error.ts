import { fromSystem } from './from-system';
import { HypriotkitError } from './hypriotkit-error';
import { InternalError } from './internal-error';

/** One of our errors, whatever was thrown. */
export function knownError(error: unknown, how?: string): HypriotkitError {
  const known = fromSystem('Working with files', error);
  return known instanceof HypriotkitError ? known : new InternalError(error, how);
}

/** The same, with the component that it concerns where it does not say. */
export function ofComponent(error: unknown, component: string): HypriotkitError {
  const known = knownError(error);
  known.component ??= component;
  return known;
}
