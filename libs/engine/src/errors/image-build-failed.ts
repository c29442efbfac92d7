import { HypriotkitError } from '@hypriotkit/core';

export interface FailedBuild {
  tag: string;
  /** The Dockerfile's step that failed, such as `Step 3/7 : RUN make`; undefined if it never came to a step. */
  step: string | undefined;
  reason: string;
  /** The last lines that the failing step wrote. */
  lastLines: readonly string[];
  cause?: unknown;
}

/** A Dockerfile did not build. */
export class ImageBuildFailed extends HypriotkitError {
  readonly code = 'HK_IMAGE_BUILD_FAILED';
  readonly tag: string;
  readonly step: string | undefined;
  readonly lastLines: readonly string[];

  constructor({ tag, step, reason, lastLines, cause }: FailedBuild) {
    const where = step === undefined ? '' : ` at ${step}`;
    const output = lastLines.length === 0 ? '' : `\n${lastLines.map((text) => `  | ${text}`).join('\n')}`;
    super(`Building the image ${tag} failed${where}: ${reason}${output}`, { hint: hintFor(reason, lastLines), cause });
    this.tag = tag;
    this.step = step;
    this.lastLines = lastLines;
  }
}

function hintFor(reason: string, lastLines: readonly string[]): string {
  const text = [reason, ...lastLines].join('\n');
  if (
    /temporary failure (in name resolution|resolving)|could not resolve|failed to fetch|network is unreachable/i.test(
      text,
    )
  ) {
    return 'The build could not reach a server: check that containers have a network, and that the package mirror answers.';
  }
  if (/exec format error/i.test(text)) {
    return 'The engine cannot run programs of that architecture: register the emulators (npm run setup does it), then build again.';
  }
  return 'Correct the Dockerfile or what it copies; with verbosity debug the whole output of the build is shown.';
}
