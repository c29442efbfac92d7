import { isAbsolute, resolve } from 'node:path';
import { DEFAULT_VOLUME, OWNER_VARIABLE, parseOwner, STORE_VARIABLE } from '@hypriotkit/contract';
import { isVolumeName, type FileOwner } from '@hypriotkit/engine';
import { StorePlaceInvalid } from '../errors';
import { storeSize } from './store-size';

/** Where the store is: in a volume of the engine, or in a folder of its host that the user has named. */
export type StorePlace = {
  owner: FileOwner;
  /** Bytes that all entries together may have. */
  limit: number;
} & ({ volume: string; folder?: undefined } | { folder: string });

/**
 * The store's place by the environment.
 *
 * @param place another one than the environment names
 * @throws StorePlaceInvalid, StoreSizeInvalid when a variable holds what cannot be meant
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
