import { SIZE_VARIABLE } from '@hypriotkit/contract';
import { StoreSizeInvalid } from '../errors';

/** Enough for about twenty complete images and their components. */
const DEFAULT_SIZE = '10G';

const UNITS = ['', 'K', 'M', 'G', 'T'];
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(I?B)?$/;

/**
 * Returns the size limit of the store in bytes, as the environment sets it.
 *
 * @throws StoreSizeInvalid
 */
export const storeSize = (env: NodeJS.ProcessEnv): number =>
  parseSize(env[SIZE_VARIABLE] || DEFAULT_SIZE, SIZE_VARIABLE);

/**
 * Parses a size such as 20G, 500 MB or 1.5GiB into bytes. Units are powers of 1000, or of 1024 with an `i`.
 *
 * @param what names the value in an error
 * @throws StoreSizeInvalid
 */
export function parseSize(text: string, what = 'the size'): number {
  // Callers may not have types.
  const [, number, unit, ending] = SIZE.exec(String(text).trim().toUpperCase()) ?? [];
  if (number === undefined || (ending === 'IB' && unit === '')) throw new StoreSizeInvalid(what, String(text));
  return Math.floor(Number(number) * (ending === 'IB' ? 1024 : 1000) ** UNITS.indexOf(unit ?? ''));
}
