import { constants } from 'node:os';
import { InputInvalid, Interrupted } from '@hypriotkit/core';

/** Exit codes of the command and the orchestrator image. */
export const EXIT = {
  ok: 0,
  /** Something was started and failed: no engine answered, or a pull or a build failed. */
  failed: 1,
  /** Nothing was started: an option, variable, configuration, folder, volume, image or file cannot be used. */
  badInput: 2,
  /** Ctrl-C or a signal. Everything was cleaned up, unless the program said otherwise. */
  interrupted: 130,
} as const;

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  return error instanceof InputInvalid ? EXIT.badInput : EXIT.failed;
}

/** The exit code of the orchestrator image after a signal, by the convention of shells. */
export const exitCodeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** Seconds that the orchestrator image has to end its builds after SIGTERM. */
export const STOP_SECONDS = 10;
