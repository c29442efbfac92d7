import type { Logger, Masker } from '@hypriotkit/core';
import type { StreamName } from './multiplexed';

/** Receives a line that a container wrote. Reading pauses until the promise has settled. */
export type LineSink = (stream: StreamName, line: string) => void | Promise<void>;

/** What a container may do on the engine's machine. */
export interface HostAccess {
  /** All capabilities and all devices. */
  privileged?: boolean;
  /** Capabilities, without CAP_, in addition to those that the engine gives to every container. */
  capabilities?: string[];
  /**
   * `capabilities` are the only ones, and no program gains any by its file: no_new_privs of the kernel makes setuid, setgid and
   * file capabilities ineffective.
   */
  limited?: boolean;
  /** Only a loopback of its own: no network, and no proxies. */
  offline?: boolean;
  /** The right to mount. Only for engines in a user namespace: elsewhere it is nearly that of the host's root. */
  mounting?: boolean;
  /** No seccomp filter, no AppArmor profile, and a writable /proc/sys. */
  unconfined?: boolean;
  /** Paths of device nodes on the host, for reading and writing. They must exist. */
  devices?: string[];
  /** Folders of the host, mounted read-only at the same path. A missing one is created empty. */
  folders?: string[];
}

export interface ContainerSpec {
  image: string;
  /** The image's id, if known. Then this image is run, and `image` only appears in messages. */
  imageId?: string;
  /** Overrides the image's command. */
  command?: string[];
  entrypoint?: string[];
  env?: Record<string, string>;
  /** Must not be in use. By default the engine chooses one. */
  name?: string;
  labels?: Record<string, string>;
  /** By default the engine chooses one. With a dot, what follows the first one is the domain. */
  hostname?: string;
  /** Numbers of the processors that it may use, such as `0-3`. By default all. */
  cpuset?: string;
  /** Paths in the container, by volume names. Host paths are not accepted, so none is mounted by mistake. */
  volumes?: Record<string, string>;
  /**
   * Paths in the container, by absolute paths of the engine's host. They must exist. Only for paths that the user has
   * named: a mapped volume, the engine's own socket.
   */
  hostPaths?: Record<string, string>;
  /** By default, what the engine gives to every container. */
  access?: HostAccess;
  /** When it fires, the container is killed and removed at once. With `stopSeconds`, it is asked to end first. */
  signal?: AbortSignal;
  /** Seconds that the container has to end after SIGTERM before it is killed. By default it is killed at once. */
  stopSeconds?: number;
  /** Receives the output to show. */
  onLine?: LineSink;
  /** Masks secrets before output is split into lines for `onLine`. */
  masker?: Masker;
  /** Receives the unmasked lines of standard output, for callers who need an answer. Never show them. */
  onStdout?: (line: string) => void;
  log?: Logger;
}

export interface ContainerResult {
  exitCode: number;
  /** The kernel killed one of its processes because memory ran out. */
  outOfMemory: boolean;
}
