import type { ChosenBoards } from '@hypriotkit/config';
import { DEFAULT_IMAGE, parseVerbosity, type Verbosity } from '@hypriotkit/contract';
import type { Logger } from '@hypriotkit/core';
import { isImageReference, type LineSink } from '@hypriotkit/engine';
import { ImageNameInvalid } from './errors';

/** The default verbosity of a build. */
export const DEFAULT_VERBOSITY: Verbosity = 'quiet';

/** Options of every function. */
export interface CommonOptions {
  /**
   * Address of the Docker engine, as in DOCKER_HOST: `unix:///path`, `tcp://host:port`, `ssh://user@host`. The default
   * is HYPRIOTKIT_ENGINE, otherwise the engine that the docker command would use: DOCKER_HOST, the current context, the
   * usual sockets.
   */
  engine?: string;
  /** Aborts the work. After cleaning up, the promise is rejected with `Interrupted` (HK_INTERRUPTED). */
  signal?: AbortSignal;
  /** Receives the steps of the function itself, such as pulling an image. By default, they are not logged. */
  log?: Logger;
}

export interface ImageOptions extends CommonOptions {
  /**
   * Name of the orchestrator image, with or without registry, tag and digest. Default: `hypriotkit/hypriotkit:latest`.
   */
  image?: string;
}

export interface VolumeOptions extends CommonOptions {
  /**
   * Name of the volume that artifacts are kept in; the default is `hypriot-artifacts`. An absolute path is a mapped
   * volume: that folder is used directly.
   */
  volume?: string;
}

/** Which boards of the target folder are meant. */
export interface BoardsOptions {
  /**
   * Names of boards, or all of them: folders in `boards` of the target folder, each with a `configs.json`. Their images
   * are built in place of components, each with the board's files laid over the configuration of the target folder.
   */
  boards?: ChosenBoards;
}

/** What a build may fetch. */
export interface LockOptions {
  /**
   * A file that `npx nx run-many -t lock` has written: the build fetches exactly what it says. By default, it is the
   * `hypriotkit.lock.json` of the target folder, if there is one. With `false`, the build takes what there is.
   */
  lock?: string | false;
}

/** Whether a lock is made. */
export interface WriteLockOptions {
  /**
   * Also delivers a lock, `hypriotkit.lock.json`: that of this build, if it has one, with what the build has fetched.
   * Default: false.
   */
  writeLock?: boolean;
}

/** Whether a build may use what is kept. */
export interface FreshOptions {
  /**
   * Builds everything anew: what is delivered, what that is made from, and the builder images, from nothing that is
   * kept. It takes as long as a first build. Default: false.
   */
  fresh?: boolean;
}

export interface BuildOptions
  extends ImageOptions, VolumeOptions, BoardsOptions, LockOptions, WriteLockOptions, FreshOptions {
  /**
   * A folder whose `configs.json`, if present, overrides the default configuration. Only the components that it lists
   * are delivered. By default, everything is built with the default configuration.
   */
  target?: string;
  /**
   * What the build outputs: errors only (`quiet`, the default), its steps (`info`), or all builders' output (`debug`).
   */
  verbosity?: Verbosity;
  /**
   * Receives each line of the build's output. If it returns a promise, the next line waits for it. By default, lines go
   * to this process's standard output and standard error. With verbosity `quiet` they are dropped, since errors are
   * thrown.
   */
  onLine?: LineSink;
}

export interface SwarmOptions
  extends ImageOptions, BoardsOptions, LockOptions, Pick<BuildOptions, 'verbosity' | 'onLine'> {
  /** The folder with the boards, which their images are delivered to. */
  target: string;
  /** Only machines of this architecture build: `amd64` or `arm64`. By default, all do. */
  architecture?: string;
}

export interface ContentOptions extends ImageOptions, VolumeOptions, BoardsOptions, WriteLockOptions {
  /** The folder to copy the artifacts to. It must exist. */
  target: string;
}

export interface CacheOptions extends CommonOptions {
  /**
   * Name of the volume that holds the store, or the absolute path of a folder. The default is the value of
   * `HYPRIOTKIT_STORE`, otherwise `hypriot-artifacts`.
   */
  volume?: string;
  /** Selects only this component; all components by default. */
  component?: string;
  /** Selects only what was not used for this many milliseconds. */
  unusedFor?: number;
}

export interface CleanCacheOptions extends CacheOptions {
  /** Removes only as much as is needed to get down to this many bytes, the least recently used first. */
  size?: number;
}

/**
 * Returns the image name to use.
 *
 * @throws ImageNameInvalid
 */
export function imageOf({ image = DEFAULT_IMAGE }: Pick<ImageOptions, 'image'>): string {
  if (!isImageReference(image)) throw new ImageNameInvalid(image);
  return image;
}

/**
 * Returns the verbosity to use. It is checked because untyped callers may pass anything.
 *
 * @throws VerbosityUnknown
 */
export const verbosityOf = ({ verbosity = DEFAULT_VERBOSITY }: Pick<BuildOptions, 'verbosity'>): Verbosity =>
  parseVerbosity(verbosity);
