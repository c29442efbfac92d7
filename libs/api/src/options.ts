import { DEFAULT_IMAGE, parseVerbosity, type Verbosity } from '@hypriotkit/contract';
import type { Logger } from '@hypriotkit/core';
import { isImageReference, type LineSink } from '@hypriotkit/engine';
import { ImageNameInvalid } from './errors';

/** What a build says, unless another verbosity is asked for. */
export const DEFAULT_VERBOSITY: Verbosity = 'quiet';

/** What every function takes. */
export interface CommonOptions {
  /**
   * Address of the Docker engine, as in DOCKER_HOST: `unix:///path`, `tcp://host:port`, `ssh://user@host`. By default
   * HYPRIOTKIT_ENGINE, else the engine that the docker command would use: DOCKER_HOST, the current context, the usual
   * sockets.
   */
  engine?: string;
  /** Ends the work early: it is cleaned up, and the promise is rejected with `Interrupted` (HK_INTERRUPTED). */
  signal?: AbortSignal;
  /** Takes the steps of the function itself, such as the pull of an image. By default nothing is said. */
  log?: Logger;
}

export interface ImageOptions extends CommonOptions {
  /** Name of the orchestrator image, with or without registry, tag and digest; `hypriotkit/hypriotkit:latest`. */
  image?: string;
}

export interface VolumeOptions extends CommonOptions {
  /**
   * Name of the volume that artifacts are kept in; `hypriot-artifacts`. An absolute path is a mapped volume: that folder
   * is used directly.
   */
  volume?: string;
}

export interface BuildOptions extends ImageOptions, VolumeOptions {
  /**
   * A folder whose `configs.json`, if it has one, is laid over the default configuration; only the components that it
   * lists are delivered. None by default: everything, as configured by default.
   */
  target?: string;
  /** What the build says: errors only (`quiet`), its steps (`info`), all output of all builders (`debug`); `quiet`. */
  verbosity?: Verbosity;
  /**
   * Takes each line that the build says; it is not read further before a returned promise has settled. By default lines
   * go to this process's standard output and standard error, with verbosity `quiet` nowhere: errors are thrown anyway.
   */
  onLine?: LineSink;
}

export interface ContentOptions extends ImageOptions, VolumeOptions {
  /** The folder that the artifacts are copied to. It has to be there. */
  target: string;
}

export interface CacheOptions extends CommonOptions {
  /**
   * Name of the volume that the store is in, or the absolute path of a folder; the one that `HYPRIOTKIT_STORE` names, or
   * `hypriot-artifacts`.
   */
  volume?: string;
  /** Only what is kept of this component; of all by default. */
  component?: string;
  /** Only what was not used for so many milliseconds. */
  unusedFor?: number;
}

export interface CleanCacheOptions extends CacheOptions {
  /** Removes only as much as there is beyond so many bytes, what was not used for the longest time first. */
  size?: number;
}

/** The name of the image to use. @throws ImageNameInvalid */
export function imageOf({ image = DEFAULT_IMAGE }: Pick<ImageOptions, 'image'>): string {
  if (!isImageReference(image)) throw new ImageNameInvalid(image);
  return image;
}

/** The verbosity to use: callers without types may give anything. @throws VerbosityUnknown */
export const verbosityOf = ({ verbosity = DEFAULT_VERBOSITY }: Pick<BuildOptions, 'verbosity'>): Verbosity =>
  parseVerbosity(verbosity);
