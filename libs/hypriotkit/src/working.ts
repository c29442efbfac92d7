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
import type { CacheTask, Given } from './options';
import { outputFor, type Output } from './output';

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
  /** Takes what was asked for, whatever the verbosity. */
  print: (text: string) => void;
  /** Of `cache`: what to do, and with what. */
  task?: CacheTask;
  component?: string;
  olderThan?: number;
  size?: number;
}

/** The frame of every action: a signal ends it cleanly, its steps are lines, and its input is checked before it starts. */
export function working(
  action: (work: Work) => Promise<void>,
  outputOf: (verbosity: Verbosity) => Output | Promise<Output> = outputFor,
): (given: Given) => Promise<void> {
  return async (given) => {
    const { image = DEFAULT_IMAGE, verbosity = DEFAULT_VERBOSITY, volume } = given;
    const interrupted = interruption({ outputGone: true });
    try {
      checkInput({ image, verbosity, volume });
      const output = await outputOf(verbosity);
      const log = new ProgramLog(verbosity, output.line);
      const onLine = verbosity === 'quiet' ? undefined : output.line;
      const print = (text: string) => output.line('stdout', text);
      const work = { ...given, image, verbosity, log, onLine, print, signal: interrupted.signal };
      await action(work).finally(() => output.end());
    } finally {
      interrupted.release();
    }
  };
}
