import type { Logger } from '@hypriotkit/core';
import type { StreamName } from './multiplexed';

/** Takes a line that a container wrote. The container is not read further before the promise has settled. */
export type LineSink = (stream: StreamName, line: string) => void | Promise<void>;

export interface ContainerSpec {
  image: string;
  /** Instead of the image's own. */
  command?: string[];
  entrypoint?: string[];
  env?: Record<string, string>;
  /** Made by the engine if it is missing. */
  workdir?: string;
  hostname?: string;
  /** A name that must be free; by default the engine invents one. */
  name?: string;
  labels?: Record<string, string>;
  /** Paths in the container by the names of volumes. Names only: no path of the host is ever mounted. */
  volumes?: Record<string, string>;
  /** Docker's default capabilities, unless a builder of somebody else's was written for more. */
  privileged?: boolean;
  /** A terminal: stdout and stderr come as one stream. */
  tty?: boolean;
  /** Once it fires, the container is killed and removed at once. */
  signal?: AbortSignal;
  onLine?: LineSink;
  log?: Logger;
}

export interface ContainerResult {
  exitCode: number;
  /** The kernel killed a process of it for want of memory. */
  outOfMemory: boolean;
}
