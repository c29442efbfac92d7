import type { Readable } from 'node:stream';
import type { ContainerResult } from './container-spec';

/** A container between its creation and its removal, as withContainer provides it. */
export interface Container {
  readonly id: string;
  /** Unpacks a tar archive into an existing directory of the container, which need not be running. */
  putArchive(directory: string, tar: Readable): Promise<void>;
  /**
   * Returns a tar archive of a file or directory of the container, which need not be running. Read it to its end or
   * destroy it.
   */
  getArchive(path: string): Promise<Readable>;
  /** Whether the file or directory exists in the container. */
  hasPath(path: string): Promise<boolean>;
  /** Starts the container. Listens first, so that no output is lost. */
  start(): Promise<void>;
  /**
   * Waits until the container has ended and its last line has been handled. It may be silent for any length of time.
   */
  wait(): Promise<ContainerResult>;
  /** Sends SIGTERM and, after this many seconds, SIGKILL. The container's files remain. */
  stop(seconds: number): Promise<void>;
}
