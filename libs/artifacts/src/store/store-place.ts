import { isAbsolute, resolve } from 'node:path';
import { DEFAULT_VOLUME, OWNER_VARIABLE, parseOwner, STORE_VARIABLE } from '@hypriotkit/contract';
import { isVolumeName, type FileOwner } from '@hypriotkit/engine';
import { StorePlaceInvalid } from '../errors';
import { storeSize } from './store-size';

/** Where the store is: a volume of the engine, or a folder of its host that the user has named. */
export type StorePlace = {
  owner: FileOwner;
  /** Limit for the total size of all entries, in bytes. */
  limit: number;
} & ({ volume: string; folder?: undefined } | { folder: string });

/**
 * Returns the place and size of the store that the environment sets.
 *
 * @param place overrides the place in the environment
 * @throws StorePlaceInvalid, StoreSizeInvalid when a variable has an unusable value
 */
export function storePlace(
  env: NodeJS.ProcessEnv = process.env,
  place = env[STORE_VARIABLE] || DEFAULT_VOLUME,
): StorePlace {
  const common = { owner: ownerIn(env), limit: storeSize(env) };
  if (isAbsolute(place)) return { folder: resolve(place), ...common };
  if (!isVolumeName(place)) throw new StorePlaceInvalid(STORE_VARIABLE, place, "a volume's name or an absolute path");
  return { volume: place, ...common };
}

function ownerIn(env: NodeJS.ProcessEnv): FileOwner {
  const text = env[OWNER_VARIABLE] || '0:0';
  const owner = parseOwner(text);
  if (!owner) throw new StorePlaceInvalid(OWNER_VARIABLE, text, 'uid:gid, such as 1000:1000');
  return owner;
}
