import type { Logger, Masker } from '@hypriotkit/core';
import type { StreamName } from './multiplexed';

/** Takes a line that a container wrote. The container is not read further before the promise has settled. */
export type LineSink = (stream: StreamName, line: string) => void | Promise<void>;

/** What a container may do on the machine that the engine runs on. */
export interface HostAccess {
  /** Everything: all capabilities, all devices. */
  privileged?: boolean;
  /** Capabilities beyond the default ones, without CAP_. */
  capabilities?: string[];
  /** No filter of system calls, no AppArmor profile, and a /proc/sys that can be written. */
  unconfined?: boolean;
  /** Device nodes of the host, by their paths, to read and write; each has to be there. */
  devices?: string[];
  /** Folders of the host, seen at the same path and read-only. One that is not there is made, empty. */
  folders?: string[];
}

export interface ContainerSpec {
  image: string;
  /** The image's id, where it is known. Then that image is run, and `image` is only what it is called in messages. */
  imageId?: string;
  /** Instead of the image's own. */
  command?: string[];
  entrypoint?: string[];
  env?: Record<string, string>;
  /** A name that must be free; by default the engine invents one. */
  name?: string;
  labels?: Record<string, string>;
  /** Paths in the container by the names of volumes. Names only: a path of the host is never mounted by mistake. */
  volumes?: Record<string, string>;
  /**
   * Paths in the container by absolute paths of the engine's host, which have to be there. Only for what the user has
   * named as a path: a mapped volume, the engine's own socket.
   */
  hostPaths?: Record<string, string>;
  /** What it is allowed beyond Docker's defaults, where a builder of somebody else's was written for more. */
  access?: HostAccess;
  /** Once it fires, the container is killed and removed at once; with `stopSeconds` it is asked to end before. */
  signal?: AbortSignal;
  /** How long the container has to end by itself after SIGTERM, before it is killed. By default it is not asked. */
  stopSeconds?: number;
  /** Takes the output to be shown. */
  onLine?: LineSink;
  /** Takes secrets out of what `onLine` gets, before lines are made of it. */
  masker?: Masker;
  /** Takes the lines of standard output as they are, secrets and all, for whoever needs an answer. Never to be shown. */
  onStdout?: (line: string) => void;
  log?: Logger;
}

export interface ContainerResult {
  exitCode: number;
  /** The kernel killed a process of it for want of memory. */
  outOfMemory: boolean;
}
