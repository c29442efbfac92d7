import {
  checkInput,
  DEFAULT_IMAGE,
  DEFAULT_VERBOSITY,
  type CommonOptions,
  type LineSink,
  type Verbosity,
} from '@hypriotkit/api';
import { interruption } from './interruption';
import { ProgramLog } from './log';
import type { Given } from './options';
import { outputFor } from './output';

/** What an action is to do, and how it is heard and ended. */
export interface Work extends CommonOptions {
  image: string;
  verbosity: Verbosity;
  target?: string;
  volume?: string;
  log: ProgramLog;
  signal: AbortSignal;
  /** Takes what a build says; none where only errors are asked for. */
  onLine?: LineSink;
}

/** The frame of every action: a signal ends it cleanly, its steps are lines, and its input is checked before it starts. */
export function working(action: (work: Work) => Promise<void>): (given: Given) => Promise<void> {
  return async (given) => {
    const { image = DEFAULT_IMAGE, verbosity = DEFAULT_VERBOSITY, volume } = given;
    const interrupted = interruption();
    try {
      checkInput({ image, verbosity, volume });
      const output = await outputFor(verbosity);
      const log = new ProgramLog(verbosity, output.line);
      const onLine = verbosity === 'quiet' ? undefined : output.line;
      await action({ ...given, image, verbosity, log, onLine, signal: interrupted.signal }).finally(() => output.end());
    } finally {
      interrupted.release();
    }
  };
}
