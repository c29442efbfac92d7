import { HypriotkitError, InputInvalid, mirrorTrouble, withoutCredentials } from '@hypriotkit/core';
import type { Attempt } from './connection/candidate';

/** The given address of an engine is invalid. Nothing was contacted. */
export class EngineAddressInvalid extends InputInvalid {
  readonly code = 'HK_ENGINE_ADDRESS_INVALID';

  /** @param namedBy the option or variable that set it */
  constructor(namedBy: string, address: string, reason: string) {
    super(`${namedBy} is ${JSON.stringify(shownAddress(address))}: ${reason}.`, {
      hint: 'Give the address of a Docker engine: unix:///path, tcp://host:port or ssh://user@host; nothing has been started.',
    });
  }
}

/** Returns an address, even an invalid one, without credentials. */
export const shownAddress = (address: string): string =>
  address.includes('://') ? withoutCredentials(address) : address.replace(/^.*@/s, '***@');

/** No engine answered. Lists every address tried, where it came from and why it failed. */
export class EngineUnreachable extends HypriotkitError {
  readonly code = 'HK_ENGINE_UNREACHABLE';
  readonly attempts: readonly Attempt[];

  constructor(attempts: readonly Attempt[]) {
    super(`No Docker engine answers. Tried:\n${attempts.map(line).join('\n')}`, { hint: hintFor(attempts) });
    this.attempts = attempts;
  }
}

const line = ({ foundBy, address, failure }: Attempt): string =>
  `  - ${shownAddress(address)} (${foundBy}): ${failure}`;

function hintFor(attempts: readonly Attempt[]): string {
  if (attempts.some(({ failure }) => failure.startsWith('permission denied'))) {
    return 'There is an engine, but this user may not use it: join the group docker (sudo usermod -aG docker $USER), then log in again.';
  }
  const [first] = attempts;
  if (attempts.length === 1 && first !== undefined && first.decisive) {
    return `${first.foundBy} names this engine: start it, correct the address, or remove the setting to use the engine of this machine.`;
  }
  return 'Start Docker (on Debian: sudo systemctl start docker), install it (https://docs.docker.com/engine/install/), or set HYPRIOTKIT_ENGINE or DOCKER_HOST to the address of an engine.';
}

/** The docker command's own configuration cannot be used. */
export class DockerConfigInvalid extends HypriotkitError {
  readonly code = 'HK_DOCKER_CONFIG_INVALID';

  /** Never includes any part of the file, which may have passwords. */
  constructor(file: string, reason: string, cause?: unknown) {
    super(`The docker command's ${file} ${reason}`, {
      hint: 'Correct it, or move it away: `docker login` writes a new one. DOCKER_CONFIG can name another folder.',
      cause,
    });
  }
}

/** The engine rejected a request, or the connection to it broke. */
export class EngineRequestFailed extends HypriotkitError {
  readonly code = 'HK_ENGINE_REQUEST_FAILED';
  /** The HTTP status. Undefined if the engine did not answer. */
  readonly status: number | undefined;

  constructor(what: string, reason: string, status?: number, cause?: unknown) {
    super(`${what} failed: ${reason}`, {
      hint:
        status === undefined
          ? 'The connection to the engine was lost, or it hangs. Check that it answers (docker ps); restart it if it does not, and run the command again.'
          : 'The engine refused it. See its log (on Debian: journalctl -u docker).',
      cause,
    });
    this.status = status;
  }
}

/** The disk of the engine's machine is full. */
export class NoSpaceOnEngine extends HypriotkitError {
  readonly code = 'HK_NO_SPACE_ON_ENGINE';

  constructor(what: string, cause?: unknown) {
    super(`${what} failed: the disk of the Docker engine is full`, {
      hint: 'See what uses the space (docker system df) and free some: docker image prune, docker builder prune, or remove volumes that you no longer need.',
      cause,
    });
  }
}

export const saysNoSpace = (text: string): boolean => /no space left on device|disk quota exceeded|ENOSPC/i.test(text);

/** The engine does not have the image, and the registry, if it was asked, does not either. */
export class ImageNotFound extends HypriotkitError {
  readonly code = 'HK_IMAGE_NOT_FOUND';

  constructor(reference: string, where: 'engine' | 'registry', cause?: unknown) {
    super(`The image ${reference} is not in the ${where === 'engine' ? 'Docker engine' : 'registry'}`, {
      hint: where === 'engine' ? 'Build or pull it first, or check its name.' : 'Check its name and tag.',
      cause,
    });
  }
}

/** Pulling an image from a registry failed. */
export class ImagePullFailed extends HypriotkitError {
  readonly code = 'HK_IMAGE_PULL_FAILED';

  constructor(reference: string, reason: string, cause?: unknown) {
    super(`Pulling the image ${reference} failed: ${reason}`, {
      hint: "Check that the engine's machine can reach the registry (network, proxy, certificate), then try again.",
      cause,
    });
  }
}

/** The registry rejected the credentials, or they could not be read. Never includes any part of them. */
export class RegistryAuthFailed extends HypriotkitError {
  readonly code = 'HK_REGISTRY_AUTH_FAILED';

  constructor(registry: string, reason: string, cause?: unknown) {
    super(`The registry ${registry} does not allow access: ${reason}`, {
      hint: `Log in (docker login ${registry}), or check the name of the image: registries give the same answer for an image that does not exist.`,
      cause,
    });
  }
}

/** The folder of a Dockerfile cannot be sent to the engine. */
export class BuildContextInvalid extends InputInvalid {
  readonly code = 'HK_BUILD_CONTEXT_INVALID';

  constructor(folder: string, reason: string, hint: string, cause?: unknown) {
    super(`The folder ${folder} cannot be built: ${reason}`, { hint, cause });
  }
}

interface FailedBuild {
  tag: string;
  /** The failed step of the Dockerfile, such as `Step 3/7 : RUN make`. Undefined if no step was reached. */
  step: string | undefined;
  reason: string;
  /** The last lines that the failed step wrote. */
  lastLines: readonly string[];
  cause?: unknown;
}

/** Building a Dockerfile failed. */
export class ImageBuildFailed extends HypriotkitError {
  readonly code = 'HK_IMAGE_BUILD_FAILED';
  readonly tag: string;
  readonly step: string | undefined;
  readonly lastLines: readonly string[];

  constructor({ tag, step, reason, lastLines, cause }: FailedBuild) {
    const where = step === undefined ? '' : ` at ${step}`;
    const output = lastLines.length === 0 ? '' : `\n${lastLines.map((text) => `  | ${text}`).join('\n')}`;
    super(`Building the image ${tag} failed${where}: ${reason}${output}`, {
      hint: hintForBuild(reason, lastLines),
      cause,
    });
    this.tag = tag;
    this.step = step;
    this.lastLines = lastLines;
  }
}

function hintForBuild(reason: string, lastLines: readonly string[]): string {
  const lines = [reason, ...lastLines];
  const trouble = mirrorTrouble(lines);
  if (trouble) return trouble.advice;
  if (/exec format error/i.test(lines.join('\n'))) {
    return 'The engine cannot run programs of that architecture: register the emulators (npm run setup does it), then build again.';
  }
  return 'Correct the Dockerfile or what it copies. Verbosity debug shows the whole output of the build.';
}

/** A container was created, but its command could not be started. */
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
    'This engine does not run privileged containers. --privileges=loop (or HYPRIOTKIT_PRIVILEGES=loop) asks for less, which may be enough.',
  ],
  [
    /gathering device information/i,
    "The engine's host has no such device: load its module there (modprobe loop), or create the device node (mknod).",
  ],
];
const OTHERWISE = "Check the image's command, and that the engine runs other containers (docker run).";

/** The file or folder does not exist in the container. */
export class PathNotFound extends HypriotkitError {
  readonly code = 'HK_PATH_NOT_FOUND';

  constructor(path: string, cause?: unknown) {
    super(`There is no ${path} in the container`, { hint: 'Compare the path with what the builder makes.', cause });
  }
}

const KINDS: Record<string, [kind: string, hint: string]> = {
  directory: ['a folder', 'Have the builder pack it into one file (tar), or leave the file beside it.'],
  symlink: ['a link', 'Have the builder leave the file itself, with `cp -L` or `mv`.'],
  fifo: ['a named pipe', 'Have the builder write a file of that name.'],
  'character-device': ['a device', 'Have the builder write a file of that name.'],
  'block-device': ['a device', 'Have the builder write a file of that name, such as a copy of the device by dd.'],
};

/** How an archive describes something that is not a file. */
export interface Found {
  type?: string | null | undefined;
  linkname?: string | null | undefined;
}

/** Something in a container has the name of a wanted file but is not a file. */
export class NotAFile extends HypriotkitError {
  readonly code = 'HK_ARTIFACT_NOT_A_FILE';

  constructor(name: string, { type, linkname }: Found) {
    const [kind, hint] = KINDS[type ?? ''] ?? [`of type "${type}"`, 'Have the builder write a file of that name.'];
    super(`${name} in the container is ${kind}${linkname ? ` to ${linkname}` : ''}, not a file.`, { hint });
  }
}

/** A file has changed since its checksum was taken, so the result would have the wrong name. */
export class ContentChanged extends HypriotkitError {
  readonly code = 'HK_CONTENT_CHANGED';

  constructor(
    readonly file: string,
    reason: string,
    cause?: unknown,
  ) {
    super(`${file} changed while it was read: ${reason}.`, {
      hint: 'Let whatever writes the file finish, then run the command again.',
      cause,
    });
  }
}

/** Copying files into or out of a container failed. */
export class TransferFailed extends HypriotkitError {
  readonly code = 'HK_TRANSFER_FAILED';

  constructor(what: string, reason: string, cause?: unknown, hint?: string) {
    super(`${what} failed: ${reason}`, {
      hint: hint ?? 'Check that the engine still runs (docker info), then run the command again.',
      cause,
    });
  }
}
