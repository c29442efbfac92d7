import { SIZE_VARIABLE } from '@hypriotkit/contract';
import { StoreSizeInvalid } from '../errors';

/** About twenty whole images with all that they are made from. */
const DEFAULT_SIZE = '10G';

const UNITS = ['', 'K', 'M', 'G', 'T'];
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(I?B)?$/;

/**
 * The bytes that the store may have, by the environment.
 *
 * @throws StoreSizeInvalid
 */
export const storeSize = (env: NodeJS.ProcessEnv): number =>
  parseSize(env[SIZE_VARIABLE] || DEFAULT_SIZE, SIZE_VARIABLE);

/**
 * Bytes of a text such as 20G, 500 MB or 1.5GiB: units are powers of 1000, with an i of 1024.
 *
 * @param what how an error calls the text
 * @throws StoreSizeInvalid
 */
export function parseSize(text: string, what: string): number {
  const [, number, unit, ending] = SIZE.exec(text.trim().toUpperCase()) ?? [];
  if (number === undefined || (ending === 'IB' && unit === '')) throw new StoreSizeInvalid(what, text);
  return Math.floor(Number(number) * (ending === 'IB' ? 1024 : 1000) ** UNITS.indexOf(unit ?? ''));
}
