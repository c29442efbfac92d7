import { checkInput, DEFAULT_IMAGE, DEFAULT_VERBOSITY, type CommonOptions, type Verbosity } from '@hypriotkit/api';
import { interruption } from './interruption';
import { ProgramLog } from './log';
import type { Given } from './options';

/** What an action is to do, and how it is heard and ended. */
export interface Work extends CommonOptions {
  image: string;
  verbosity: Verbosity;
  target?: string;
  volume?: string;
  log: ProgramLog;
  signal: AbortSignal;
}

/** The frame of every action: a signal ends it cleanly, its steps are lines, and its input is checked before it starts. */
export function working(action: (work: Work) => Promise<void>): (given: Given) => Promise<void> {
  return async (given) => {
    const { image = DEFAULT_IMAGE, verbosity = DEFAULT_VERBOSITY, volume } = given;
    const interrupted = interruption();
    const log = new ProgramLog(verbosity);
    try {
      checkInput({ image, verbosity, volume });
      await action({ ...given, image, verbosity, log, signal: interrupted.signal });
    } finally {
      interrupted.release();
    }
  };
}
