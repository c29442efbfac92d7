import { HypriotkitError } from '@hypriotkit/core';

/** The registry refused the credentials, or they could not be read. Never carries any part of them. */
export class RegistryAuthFailed extends HypriotkitError {
  readonly code = 'HK_REGISTRY_AUTH_FAILED';

  constructor(registry: string, reason: string, cause?: unknown) {
    super(`The registry ${registry} does not let us in: ${reason}`, {
      hint: `Log in (docker login ${registry}), or check the name of the image: registries answer the same for an image that is not there.`,
      cause,
    });
  }
}
