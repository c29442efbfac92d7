import { HypriotkitError, InputInvalid, withoutCredentials } from '@hypriotkit/core';

export class ImageNameInvalid extends InputInvalid {
  readonly code = 'HK_IMAGE_NAME_INVALID';

  constructor(image: string) {
    super(`"${image}" is not the name of an image`, {
      hint: 'Use the notation of the docker command, in lower-case letters: NAME, NAME:TAG or REGISTRY/NAME:TAG.',
    });
  }
}

/** A function was called with an option that it does not have, or of a wrong type. */
export class OptionInvalid extends InputInvalid {
  readonly code = 'HK_OPTION_INVALID';

  constructor(option: string, reason: string) {
    super(`${option} ${reason}`, { hint: 'docs/api.md lists the options. Nothing has been started.' });
  }
}

/** Docker refuses the volume, or the engine cannot reach the mapped folder. */
export class VolumeInvalid extends InputInvalid {
  readonly code = 'HK_VOLUME_INVALID';

  constructor(volume: string, reason: string, hint: string) {
    super(`The volume "${volume}" cannot be used: ${reason}`, { hint });
  }
}

/** The orchestrator image cannot use an engine that is named for a platform. */
export class EngineOutOfReach extends InputInvalid {
  readonly code = 'HK_ENGINE_OUT_OF_REACH';

  constructor(namedBy: string, address: string, reason: string) {
    super(`${namedBy} names the engine ${withoutCredentials(address)}, which this build cannot use: ${reason}`, {
      hint: 'Build in a workspace, which uses it (docs/engines.md), or unset it; --engine builds everything on one engine. Nothing has been started.',
    });
  }
}

/** The target folder cannot be read or written. */
export class TargetInvalid extends InputInvalid {
  readonly code = 'HK_TARGET_INVALID';

  constructor(target: string, reason: string, hint: string, cause?: unknown) {
    super(`The target folder "${target}" cannot be used: ${reason}`, { hint, cause });
  }
}

/** The image exists but is not an orchestrator image. */
export class ImageUnsuitable extends InputInvalid {
  readonly code = 'HK_IMAGE_UNSUITABLE';

  constructor(image: string, missing: string) {
    super(`The image ${image} does not build HypriotOS: it has no ${missing}`, {
      hint: 'Name the orchestrator image of Hypriotkit, or one that is based on it.',
    });
  }
}

/** The engine does not have the image that builds by default, and it could not be pulled. */
export class OrchestratorImageMissing extends HypriotkitError {
  readonly code = 'HK_ORCHESTRATOR_IMAGE_MISSING';

  constructor(cause: HypriotkitError) {
    super(cause.message, {
      hint: `In a clone of Hypriotkit, \`npx nx run image:build\` makes this image. Elsewhere: ${cause.hint}`,
      cause,
    });
  }
}

/** The orchestrator found its input invalid and built nothing. */
export class BuildRefused extends InputInvalid {
  readonly code = 'HK_BUILD_REFUSED';

  constructor(
    image: string,
    readonly lastLines: readonly string[],
  ) {
    super(`The image ${image} refuses to build with this input${quoted(lastLines)}`, {
      hint: 'Fix what it names in the configs.json of the target folder, then run this again. Nothing has been built.',
    });
  }
}

/** Formats lines that a container wrote for use in a message. */
export const quoted = (lines: readonly string[]): string =>
  lines.length === 0 ? '.' : `:\n${lines.map((line) => `  | ${line}`).join('\n')}`;

/** The orchestrator began to build and failed. */
export class OrchestratorFailed extends HypriotkitError {
  readonly code = 'HK_ORCHESTRATOR_FAILED';
  readonly exitCode: number;
  readonly lastLines: readonly string[];

  constructor({ image, exitCode, outOfMemory, lastLines, shown }: Ending) {
    super(`The build by ${image} ended with exit code ${exitCode}${quoted(shown ? [] : lastLines)}`, {
      hint: outOfMemory
        ? 'It ran out of memory: give the engine more.'
        : 'Fix what its error names. Verbosity debug shows the whole output of the builders.',
    });
    this.exitCode = exitCode;
    this.lastLines = lastLines;
  }
}

interface Ending {
  image: string;
  exitCode: number;
  outOfMemory: boolean;
  /** The last lines that it wrote. */
  lastLines: readonly string[];
  /** Whether the lines have already been shown. If so, the message does not repeat them. */
  shown: boolean;
}

/** The volume contains no finished build. */
export class NothingBuilt extends HypriotkitError {
  readonly code = 'HK_NOTHING_BUILT';

  constructor(volume: string, reason: string) {
    super(`The volume ${volume} contains no finished build: ${reason}`, {
      hint: 'Build into it first, or name a volume that contains a build.',
    });
  }
}

/** A container still uses the volume. */
export class VolumeInUse extends HypriotkitError {
  readonly code = 'HK_VOLUME_IN_USE';

  constructor(volume: string, cause: unknown) {
    super(`The volume ${volume} is in use, and was not deleted`, {
      hint: `End the build that uses it; \`docker ps --all --filter volume=${volume}\` lists its containers.`,
      cause,
    });
  }
}

/** The engine does not manage a swarm, or its swarm has no machine that could build. */
export class SwarmUnusable extends InputInvalid {
  readonly code = 'HK_SWARM_UNUSABLE';
}

/** Nothing says by which server the machines of a swarm share what they build. */
export class SwarmCacheMissing extends InputInvalid {
  readonly code = 'HK_SWARM_CACHE_MISSING';

  constructor(variable: string) {
    super(`The machines of a swarm need a shared cache, but ${variable} is not set.`, {
      hint: `Set it to the URL of a server that all of them reach, with a token for writing: docs/shared-cache.md says how to set one up.`,
    });
  }
}

/** How the job of a swarm for one board, or for what all boards share, ended. */
export interface FailedJob {
  /** What it was to build. */
  what: string;
  /** Such as "exit code 1 on node-b". */
  reason: string;
  /** The last lines that it wrote; empty if they have already been shown. */
  lastLines: readonly string[];
}

/** Not every board could be built on a swarm. */
export class SwarmBuildFailed extends HypriotkitError {
  readonly code = 'HK_SWARM_BUILD_FAILED';

  constructor(
    readonly failed: readonly FailedJob[],
    built: number,
  ) {
    const each = failed.map(({ what, reason, lastLines }) => `  ${what}: ${reason}${quoted(lastLines)}`);
    const rest = built === 0 ? 'No board was built' : `${built} ${built === 1 ? 'board was' : 'boards were'} built`;
    super(`${rest}. These failed:\n${each.join('\n')}`, {
      hint: 'Fix what the errors name, then run this again. What was built comes from the shared cache then.',
    });
  }
}

/** What a machine of a swarm sent as its result is not one. */
export class ResultDamaged extends HypriotkitError {
  readonly code = 'HK_RESULT_DAMAGED';

  constructor(board: string, reason: string) {
    super(`The result of the board ${board} cannot be used: ${reason}`, {
      hint: 'Use the orchestrator image of the same version as this command, on all machines of the swarm, and run this again.',
    });
  }
}
