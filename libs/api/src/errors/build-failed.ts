import { HypriotkitError } from '@hypriotkit/core';
import { quoted } from './input-invalid';

interface Ending {
  image: string;
  exitCode: number;
  outOfMemory: boolean;
  /** What it wrote last. */
  lastLines: readonly string[];
  /** Whether the lines have been shown already: then the message does not repeat them. */
  shown: boolean;
}

/** The orchestrator started to build, and did not come to a good end. */
export class BuildFailed extends HypriotkitError {
  readonly code = 'HK_BUILD_FAILED';
  readonly exitCode: number;
  readonly lastLines: readonly string[];

  constructor({ image, exitCode, outOfMemory, lastLines, shown }: Ending) {
    super(`The build by ${image} ended with exit code ${exitCode}${quoted(shown ? [] : lastLines)}`, {
      hint: outOfMemory
        ? 'It ran out of memory: give the engine more.'
        : 'Mend what its error names; with verbosity debug everything that the builders say is shown.',
    });
    this.exitCode = exitCode;
    this.lastLines = lastLines;
  }
}
