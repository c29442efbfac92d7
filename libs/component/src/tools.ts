import type { Engine } from '@hypriotkit/engine';
import type { ComponentLog } from './progress/component-log';

/** What every step of a build is given to work with. */
export interface Tools {
  engine: Engine;
  log: ComponentLog;
  /** Ends the work early, cleanly. */
  signal: AbortSignal;
  /** Makes another component again, whose artifacts are not what they were built as. */
  makeAgain?: (component: string) => Promise<void>;
}
