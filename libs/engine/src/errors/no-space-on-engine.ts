import { HypriotkitError } from '@hypriotkit/core';

/** The disk of the machine that the engine runs on is full. */
export class NoSpaceOnEngine extends HypriotkitError {
  readonly code = 'HK_NO_SPACE_ON_ENGINE';

  constructor(what: string, cause?: unknown) {
    super(`${what} failed: the disk of the Docker engine is full`, {
      hint: 'See what takes the space (docker system df) and free some: docker image prune, docker builder prune, or remove volumes that you no longer need.',
      cause,
    });
  }
}

export const saysNoSpace = (text: string): boolean => /no space left on device|disk quota exceeded|ENOSPC/i.test(text);
