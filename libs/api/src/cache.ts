import { Store, storePlace, type StoredBuild, type StorePlace } from '@hypriotkit/artifacts';
import { DEFAULT_VOLUME, STORE_VARIABLE } from '@hypriotkit/contract';
import {
  emptyImage,
  EngineRequestFailed,
  listVolumes,
  removeVolume,
  sweepLeftovers,
  volumeExists,
  type Engine,
  type ListedVolume,
} from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { checkOptions } from './input/check-options';
import { checkMapped, checkReach, volumeOf, type Volume } from './input/volume';
import type { CacheOptions, CleanCacheOptions } from './options';

/** Prefix of the volumes in which builders keep their own data between builds. */
const BUILDER_VOLUME = 'hypriotkit-cache-';

/** Everything that is kept to speed up later builds. */
export interface Cache {
  /** Name of the volume, or absolute path of the folder, that holds the store of finished builds. */
  place: string;
  /** Maximum size of the store in bytes. */
  limit: number;
  /** Finished builds by component, the most recently used first. */
  builds: StoredBuild[];
  /** Builders' volumes, `hypriotkit-cache-<component>`. */
  volumes: ListedVolume[];
}

/** What was removed, and what was kept because it is in use. */
export interface CacheCleaned {
  removed: { builds: StoredBuild[]; volumes: string[] };
  inUse: { builds: StoredBuild[]; volumes: string[] };
}

/**
 * Lists the finished builds in the store, and the volumes in which builders keep their own data.
 *
 * @throws VolumeInvalid, StoreSizeInvalid, EngineUnreachable, EngineRequestFailed, Interrupted
 */
export async function listCache(options: CacheOptions = {}): Promise<Cache> {
  checkOptions(options);
  const { volume, place } = placeOf(options);
  const engine = await engineFor(options, volume);
  const store = await storeIn(engine, place, options);
  return {
    place: volume.name ?? volume.folder,
    limit: place.limit,
    builds: (await store?.list(options)) ?? [],
    volumes: options.unusedFor === undefined ? await builderVolumes(engine, options) : [],
  };
}

/**
 * Removes finished builds from the store: all of them, or those that the options select.
 *
 * Builders' volumes (only that of `component`, if given) are removed unless `unusedFor` or `size` is given: their last
 * use is unknown, and their sizes do not count towards the store.
 *
 * @throws VolumeInvalid, StoreSizeInvalid, EngineUnreachable, EngineRequestFailed, Interrupted
 */
export async function cleanCache(options: CleanCacheOptions = {}): Promise<CacheCleaned> {
  checkOptions(options);
  const { volume, place } = placeOf(options);
  const engine = await engineFor(options, volume);
  const store = await storeIn(engine, place, options);
  const { size: limit, ...selection } = options;
  const builds = await store?.clean({ ...selection, ...(limit !== undefined && { limit }) });
  const cleaned: CacheCleaned = {
    removed: { builds: builds?.removed ?? [], volumes: [] },
    inUse: { builds: builds?.inUse ?? [], volumes: [] },
  };
  if (limit !== undefined || options.unusedFor !== undefined) return cleaned;
  for (const { name } of await builderVolumes(engine, options)) {
    cleaned[(await isRemoved(engine, name)) ? 'removed' : 'inUse'].volumes.push(name);
  }
  return cleaned;
}

function placeOf({ volume: given }: CacheOptions): { volume: Volume; place: StorePlace } {
  const volume = volumeOf({ volume: given ?? (process.env[STORE_VARIABLE] || DEFAULT_VOLUME) });
  checkMapped(volume);
  const place = storePlace(process.env, volume.name ?? volume.folder);
  // Files in a folder keep belonging to the calling user.
  const { getuid, getgid } = process;
  const owner = volume.folder !== undefined && getuid && getgid ? { uid: getuid(), gid: getgid() } : place.owner;
  return { volume, place: { ...place, owner } };
}

async function engineFor(options: CacheOptions, volume: Volume): Promise<Engine> {
  const engine = await connectTo(options);
  checkReach(volume, engine);
  await sweepLeftovers(engine);
  return engine;
}

/** Returns undefined if the volume does not exist. A container would create it. */
async function storeIn(engine: Engine, place: StorePlace, { signal }: CacheOptions): Promise<Store | undefined> {
  if (place.folder === undefined && !(await volumeExists(engine, place.volume))) return undefined;
  return new Store(engine, await emptyImage(engine), place, signal);
}

async function builderVolumes(engine: Engine, { component }: CacheOptions): Promise<ListedVolume[]> {
  const volumes = await listVolumes(engine, BUILDER_VOLUME);
  return component === undefined ? volumes : volumes.filter(({ name }) => name === BUILDER_VOLUME + component);
}

async function isRemoved(engine: Engine, name: string): Promise<boolean> {
  try {
    await removeVolume(engine, name);
    return true;
  } catch (error) {
    if (error instanceof EngineRequestFailed && error.status === 409) return false;
    throw error;
  }
}
