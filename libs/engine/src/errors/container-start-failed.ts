import { HypriotkitError } from '@hypriotkit/core';

/** A container was made, but its command could not be started. */
export class ContainerStartFailed extends HypriotkitError {
  readonly code = 'HK_CONTAINER_START_FAILED';

  constructor(image: string, reason: string, cause?: unknown) {
    super(`A container of the image ${image} did not start: ${reason}`, {
      hint: /exec format error/i.test(reason)
        ? 'The engine cannot run programs of that architecture: register the emulators (npm run setup does it), then try again.'
        : "Check the image's command, and that the engine runs other containers (docker run).",
      cause,
    });
  }
}
