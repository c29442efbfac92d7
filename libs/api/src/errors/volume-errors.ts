import { HypriotkitError } from '@hypriotkit/core';

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
