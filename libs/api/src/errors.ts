import { HypriotkitError, InputInvalid } from '@hypriotkit/core';

export class ImageNameInvalid extends InputInvalid {
  readonly code = 'HK_IMAGE_NAME_INVALID';

  constructor(image: string) {
    super(`"${image}" is not the name of an image`, {
      hint: 'Name one as the docker command takes it, in small letters: NAME, NAME:TAG or REGISTRY/NAME:TAG.',
    });
  }
}

/** A volume that Docker refuses, or a mapped one that the engine cannot have. */
export class VolumeInvalid extends InputInvalid {
  readonly code = 'HK_VOLUME_INVALID';

  constructor(volume: string, reason: string, hint: string) {
    super(`The volume "${volume}" cannot be used: ${reason}`, { hint });
  }
}

/** A target folder that nothing can be read from or written to. */
export class TargetInvalid extends InputInvalid {
  readonly code = 'HK_TARGET_INVALID';

  constructor(target: string, reason: string, hint: string, cause?: unknown) {
    super(`The target folder "${target}" cannot be used: ${reason}`, { hint, cause });
  }
}

/** An image that is there, and that is none which builds. */
export class ImageUnsuitable extends InputInvalid {
  readonly code = 'HK_IMAGE_UNSUITABLE';

  constructor(image: string, missing: string) {
    super(`The image ${image} does not build HypriotOS: it has no ${missing}`, {
      hint: 'Name the orchestrator image of Hypriotkit, or one that was made from it.',
    });
  }
}

/** The orchestrator has looked at its input and found it wrong, before it started anything. */
export class BuildRefused extends InputInvalid {
  readonly code = 'HK_BUILD_REFUSED';

  constructor(
    image: string,
    readonly lastLines: readonly string[],
  ) {
    super(`The image ${image} refuses to build with this input${quoted(lastLines)}`, {
      hint: 'Mend what it names, in the configs.json of the target folder, and run this again; nothing has been built.',
    });
  }
}

/** Lines that a container wrote, as they stand in a message. */
export const quoted = (lines: readonly string[]): string =>
  lines.length === 0 ? '.' : `:\n${lines.map((line) => `  | ${line}`).join('\n')}`;

/** The orchestrator started to build, and did not come to a good end. */
export class OrchestratorFailed extends HypriotkitError {
  readonly code = 'HK_ORCHESTRATOR_FAILED';
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

interface Ending {
  image: string;
  exitCode: number;
  outOfMemory: boolean;
  /** What it wrote last. */
  lastLines: readonly string[];
  /** Whether the lines have been shown already: then the message does not repeat them. */
  shown: boolean;
}

/** A volume without a finished build in it. */
export class NothingBuilt extends HypriotkitError {
  readonly code = 'HK_NOTHING_BUILT';

  constructor(volume: string, reason: string) {
    super(`The volume ${volume} holds no finished build: ${reason}`, {
      hint: 'Build into it first, or name the volume that was built into.',
    });
  }
}

/** A volume that a container still uses. */
export class VolumeInUse extends HypriotkitError {
  readonly code = 'HK_VOLUME_IN_USE';

  constructor(volume: string, cause: unknown) {
    super(`The volume ${volume} is in use, and stays`, {
      hint: `End the build that uses it; \`docker ps --all --filter volume=${volume}\` lists its containers.`,
      cause,
    });
  }
}
