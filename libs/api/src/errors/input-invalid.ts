import { HypriotkitError } from '@hypriotkit/core';

/** The base of all errors about what a caller gave: nothing has been started or changed when one is thrown. */
export abstract class InputInvalid extends HypriotkitError {}

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

export class VerbosityUnknown extends InputInvalid {
  readonly code = 'HK_VERBOSITY_UNKNOWN';

  constructor(verbosity: string, known: readonly string[]) {
    super(`There is no verbosity "${verbosity}"`, { hint: `Choose one of ${known.join(', ')}.` });
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
