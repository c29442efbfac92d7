import type { Engine } from '@hypriotkit/engine';
import type { ComponentLog } from './component-log';
import type { InputRequest } from './request';

/** What every step of a build needs. */
export interface Tools {
  engine: Engine;
  /** The platform to make builder images for, such as linux/arm64, if the engine was chosen for it. */
  platform?: string | undefined;
  log: ComponentLog;
  /** Cancels the work and cleans up. */
  signal: AbortSignal;
  /** Rebuilds another component whose artifacts are damaged. */
  makeAgain?: (input: InputRequest) => Promise<void>;
  /** Throws when a component has changed since its result was named. Called once all inputs have been read. */
  checkUnchanged?: () => Promise<void>;
}
