import { HypriotkitError } from '@hypriotkit/core';

/** A registry was asked for an image, and the pull broke off. */
export class ImagePullFailed extends HypriotkitError {
  readonly code = 'HK_IMAGE_PULL_FAILED';

  constructor(reference: string, reason: string, cause?: unknown) {
    super(`Pulling the image ${reference} failed: ${reason}`, {
      hint: 'Check that the machine of the engine reaches the registry (network, proxy, certificate), then try again.',
      cause,
    });
  }
}
