export { HypriotkitError } from './errors/hypriotkit-error';
export type { ErrorDetails } from './errors/hypriotkit-error';
export { Interrupted, throwIfInterrupted } from './errors/interrupted';
export { describeError } from './errors/describe-error';
export { withLock } from './lock';
export { silentLogger } from './logger';
export type { Logger } from './logger';
