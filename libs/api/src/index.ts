// What the Python tool's hypriotkitapi had
export { build } from './build';
export { destroyVolume } from './destroy-volume';
export { ensureImage } from './ensure-image';
export { ensureVolume } from './ensure-volume';
export { getVolumeContent } from './get-volume-content';
export { upgradeImage } from './upgrade-image';

// What is kept so that it need not be made again
export { cleanCache, listCache, type Cache, type CacheCleaned } from './cache';
export { inUnits, parseSize, SIZE_VARIABLE, StoreSizeInvalid, type StoredBuild } from '@hypriotkit/artifacts';

// Options and their defaults
export { DEFAULT_IMAGE, DEFAULT_VERBOSITY, DEFAULT_VOLUME } from './options';
export type {
  BuildOptions,
  CacheOptions,
  CleanCacheOptions,
  CommonOptions,
  ContentOptions,
  ImageOptions,
  VolumeOptions,
} from './options';
export { VERBOSITIES, type Verbosity } from '@hypriotkit/component';
export type { Logger } from '@hypriotkit/core';
export type { LineSink, ListedVolume } from '@hypriotkit/engine';

// Checks ahead of a build
export { checkEngine } from './input/check-engine';
export { checkInput } from './input/check-input';

// What was delivered
export type { Delivery } from './delivery';

// Errors
export { describeError, HypriotkitError, Interrupted } from '@hypriotkit/core';
export { ConfigurationInvalid, FileUnusable } from '@hypriotkit/config';
export { EngineAddressInvalid } from '@hypriotkit/engine';
export { BuildFailed } from './errors/build-failed';
export {
  BuildRefused,
  ImageNameInvalid,
  ImageUnsuitable,
  InputInvalid,
  TargetInvalid,
  VerbosityUnknown,
  VolumeInvalid,
} from './errors/input-invalid';
export { NothingBuilt, VolumeInUse } from './errors/volume-errors';
