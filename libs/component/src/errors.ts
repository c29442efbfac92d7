import { HypriotkitError } from '@hypriotkit/core';

const quote = (lines: string[]) => lines.map((line) => `  | ${line}`).join('\n');

/** A builder ended with another exit code than 0. */
export class BuilderFailed extends HypriotkitError {
  readonly code = 'HK_BUILDER_FAILED';

  constructor(
    readonly exitCode: number,
    outOfMemory: boolean,
    readonly lastLines: string[],
  ) {
    super(`The container ended with exit code ${exitCode}. Its last lines:\n${quote(lastLines)}`, {
      hint: hint(outOfMemory, lastLines),
    });
  }
}

function hint(outOfMemory: boolean, lastLines: string[]): string {
  if (outOfMemory) return 'It ran out of memory: give the engine more, or run fewer tasks at once (--parallel=1).';
  if (lastLines.some((line) => /no space left on device/i.test(line))) {
    return 'The disk of the engine is full: `docker system df` shows what takes the room, `docker system prune` frees some.';
  }
  return 'Mend what the lines above name; with --verbosity=debug every line is shown.';
}

/** A container ran longer than it may. */
export class RunTimedOut extends HypriotkitError {
  readonly code = 'HK_RUN_TIMED_OUT';

  constructor(seconds: number, lastLines: string[]) {
    super(`The container was ended after ${seconds} s. Its last lines:\n${quote(lastLines)}`, {
      hint: 'Raise `timeoutSeconds` if this machine is slow; else the lines above show where it hangs.',
    });
  }
}
