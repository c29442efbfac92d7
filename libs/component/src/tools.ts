import type { Engine } from '@hypriotkit/engine';
import type { ComponentLog } from './component-log';

/** What every step of a build is given to work with. */
export interface Tools {
  engine: Engine;
  log: ComponentLog;
  /** Ends the work early, cleanly. */
  signal: AbortSignal;
  /** Makes another component again, whose artifacts are not what they were built as. */
  makeAgain?: (component: string) => Promise<void>;
  /** Fails when a component is not what it was when the result got its name; asked once all that counts has been read. */
  checkUnchanged?: (component: string) => Promise<void>;
}
