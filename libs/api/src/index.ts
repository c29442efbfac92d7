// Functions of the Python tool's hypriotkitapi
export { build } from './build';
export { destroyVolume, ensureVolume } from './volumes';
export { ensureImage, upgradeImage } from './images';
export { getVolumeContent } from './get-volume-content';

// Boards on many machines
export { buildOnSwarm } from './swarm/build-on-swarm';
export { SWARM_ARCHITECTURES } from '@hypriotkit/engine';

// The cache of finished builds and builders' data
export { cleanCache, listCache, type Cache, type CacheCleaned } from './cache';
export { parseSize, StoreSizeInvalid, type StoredBuild } from '@hypriotkit/artifacts';
export { inUnits } from '@hypriotkit/core';
export { SIZE_VARIABLE } from '@hypriotkit/contract';

// Options and their defaults
export { DEFAULT_IMAGE, DEFAULT_VOLUME, VERBOSITIES, type Verbosity } from '@hypriotkit/contract';
export { DEFAULT_VERBOSITY } from './options';
export type { ChosenBoards } from '@hypriotkit/config';
export type {
  BoardsOptions,
  BuildOptions,
  CacheOptions,
  CleanCacheOptions,
  CommonOptions,
  ContentOptions,
  ImageOptions,
  LockOptions,
  SwarmOptions,
  VolumeOptions,
  WriteLockOptions,
} from './options';
export type { Logger } from '@hypriotkit/core';
export type { LineSink, ListedVolume } from '@hypriotkit/engine';

// Checks before a build
export { checkEngine, checkInput } from './input/check-input';

// One build at a time
export { holdVolume } from './volume-lock';

// The delivered artifacts
export type { Delivery } from '@hypriotkit/artifacts';

// Errors
export { describeError, HypriotkitError, InputInvalid, Interrupted } from '@hypriotkit/core';
export { BoardUnknown, ConfigurationInvalid, FileUnusable, LockInvalid, NameInvalid } from '@hypriotkit/config';
export { VerbosityUnknown } from '@hypriotkit/contract';
export { ExchangeFailed } from '@hypriotkit/artifacts';
export { EngineAddressInvalid } from '@hypriotkit/engine';
export {
  BuildRefused,
  EngineOutOfReach,
  ImageNameInvalid,
  ImageUnsuitable,
  NothingBuilt,
  OptionInvalid,
  OrchestratorFailed,
  OrchestratorImageMissing,
  ResultDamaged,
  SwarmBuildFailed,
  SwarmCacheMissing,
  SwarmUnusable,
  TargetInvalid,
  VolumeInUse,
  VolumeInvalid,
} from './errors';
