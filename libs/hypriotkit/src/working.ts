import {
  checkInput,
  DEFAULT_IMAGE,
  DEFAULT_VERBOSITY,
  type CommonOptions,
  type LineSink,
  type Verbosity,
} from '@hypriotkit/api';
import { interruption } from '@hypriotkit/core';
import { ProgramLog } from './log';
import type { Given } from './options';
import { outputFor, type Output } from './output';

/** The input of an action, and its connections to the outside. */
export interface Work extends CommonOptions, Given {
  image: string;
  verbosity: Verbosity;
  log: ProgramLog;
  signal: AbortSignal;
  /** Receives the build's output; undefined if only errors are shown. */
  onLine?: LineSink;
  /** Prints the result of the action, whatever the verbosity. */
  print: (text: string) => void;
}

/** The options of the API among the input of an action. */
export const apiOptions = ({ engine, image, log, onLine, signal, verbosity, volume }: Work) => ({
  ...{ engine, image, log, onLine, signal, verbosity, volume },
});

/**
 * Wraps an action: checks its input first, logs its steps, and ends it cleanly on a signal.
 *
 * @param usual the verbosity if none is given
 */
export function working<Own extends Output = Output>(
  action: (work: Work, output: Own) => Promise<void>,
  outputOf: (verbosity: Verbosity) => Own | Promise<Own> = outputFor as never,
  usual: Verbosity = DEFAULT_VERBOSITY,
): (given: Given) => Promise<void> {
  return async (given) => {
    const { image = DEFAULT_IMAGE, verbosity = usual, volume } = given;
    const interrupted = interruption();
    try {
      checkInput({ image, verbosity, volume });
      const output = await outputOf(verbosity);
      const log = new ProgramLog(verbosity, output.line);
      const onLine = verbosity === 'quiet' ? undefined : output.line;
      const print = (text: string) => output.line('stdout', text);
      const work = { ...given, image, verbosity, log, onLine, print, signal: interrupted.signal };
      await action(work, output).finally(() => output.end());
    } finally {
      interrupted.release();
    }
  };
}
