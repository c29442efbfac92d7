import {
  ConfigurationInvalid,
  EngineAddressInvalid,
  FileUnusable,
  InputInvalid,
  Interrupted,
  StoreSizeInvalid,
} from '@hypriotkit/api';

/** What the program ends with. */
export const EXIT = {
  ok: 0,
  /** It was started and did not succeed: no engine, a pull or a build that failed. */
  failed: 1,
  /** Nothing was started: a wrong option, an engine's address, a target, volume, image or configs.json that cannot be used, or a file that it names. */
  badInput: 2,
  /** Ctrl-C or a signal; everything was cleaned up. */
  interrupted: 130,
} as const;

const BAD_INPUT = [InputInvalid, ConfigurationInvalid, EngineAddressInvalid, FileUnusable, StoreSizeInvalid];

export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (BAD_INPUT.some((kind) => error instanceof kind)) return EXIT.badInput;
  return EXIT.failed;
}
