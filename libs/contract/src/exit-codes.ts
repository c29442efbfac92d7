import { constants } from 'node:os';
import { InputInvalid, Interrupted } from '@hypriotkit/core';

/** What the command and the orchestrator image end with. */
export const EXIT = {
  ok: 0,
  /** It was started and did not succeed: no engine, a pull or a build that failed. */
  failed: 1,
  /** Nothing was started: a wrong option or variable, or a configuration, folder, volume, image or file that cannot be used. */
  badInput: 2,
  /** Ctrl-C or a signal; everything was cleaned up. */
  interrupted: 130,
} as const;

/** What a program ends with because of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  return error instanceof InputInvalid ? EXIT.badInput : EXIT.failed;
}

/** What the orchestrator image ends with when a signal ended it early, as shells do. */
export const exitCodeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** How long the orchestrator image has to end its builds after SIGTERM. */
export const STOP_SECONDS = 10;
