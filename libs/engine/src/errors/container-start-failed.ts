import { HypriotkitError } from '@hypriotkit/core';

/** A container was made, but its command could not be started. */
export class ContainerStartFailed extends HypriotkitError {
  readonly code = 'HK_CONTAINER_START_FAILED';

  constructor(image: string, reason: string, cause?: unknown) {
    super(`A container of the image ${image} did not start: ${reason}`, {
      hint: hints.find(([pattern]) => pattern.test(reason))?.[1] ?? OTHERWISE,
      cause,
    });
  }
}

const hints: [RegExp, string][] = [
  [
    /exec format error/i,
    'The engine cannot run programs of that architecture: register the emulators (npm run setup does it), then try again.',
  ],
  [
    /apply caps|privileged/i,
    'This engine runs no privileged containers: --privileges=loop (or HYPRIOTKIT_PRIVILEGES=loop) asks for less, which may be enough.',
  ],
  [
    /gathering device information/i,
    "The engine's host has no such device: load its module there (modprobe loop), or make the node (mknod).",
  ],
];
const OTHERWISE = "Check the image's command, and that the engine runs other containers (docker run).";
