import type { Readable } from 'node:stream';
import type { ContainerResult } from './container-spec';

/** A container from its creation to its removal, as withContainer hands it out. */
export interface Container {
  readonly id: string;
  /** Unpacks a tar archive in a directory of the container, which has to be there. Started or not. */
  putArchive(directory: string, tar: Readable): Promise<void>;
  /** A tar archive of a file or directory of the container. Started or not; read it to its end, or destroy it. */
  getArchive(path: string): Promise<Readable>;
  /** Whether the container has such a file or directory. */
  hasPath(path: string): Promise<boolean>;
  /** Starts it, already listening: no line of its output is lost. */
  start(): Promise<void>;
  /** Waits until it has ended and its last line has been dealt with. It may be silent for as long as it likes. */
  wait(): Promise<ContainerResult>;
  /** Asks it to end (SIGTERM) and kills it after so many seconds; its files are still there. */
  stop(seconds: number): Promise<void>;
}
