import { isAbsolute, resolve } from 'node:path';
import { DEFAULT_VOLUME, ownerIn, STORE_VARIABLE } from '@hypriotkit/contract';
import { isVolumeName, type FileOwner } from '@hypriotkit/engine';
import { StorePlaceInvalid } from '../errors';
import { storeSize } from './store-size';

/** Where the store is: a volume of the engine, or a folder of its host that the user has named. */
export type StorePlace = {
  owner: FileOwner;
  /** Limit for the total size of all entries, in bytes. */
  limit: number;
} & ({ volume: string; folder?: undefined } | { folder: string });

const ROOT: FileOwner = { uid: 0, gid: 0 };

/**
 * Returns the place and size of the store that the environment sets.
 *
 * @param place overrides the place in the environment
 * @throws StorePlaceInvalid, StoreSizeInvalid, OwnerInvalid when a variable has an unusable value
 */
export function storePlace(
  env: NodeJS.ProcessEnv = process.env,
  place = env[STORE_VARIABLE] || DEFAULT_VOLUME,
): StorePlace {
  const common = { owner: ownerIn(env) ?? ROOT, limit: storeSize(env) };
  if (isAbsolute(place)) return { folder: resolve(place), ...common };
  if (!isVolumeName(place))
    throw new StorePlaceInvalid(STORE_VARIABLE, place, 'the name of a volume or an absolute path');
  return { volume: place, ...common };
}
