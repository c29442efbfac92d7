import { StoreSizeInvalid } from '../errors';

/** Names the size that the store may have. */
export const SIZE_VARIABLE = 'HYPRIOTKIT_STORE_SIZE';

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

/** Bytes as people say them: 812 kB, 161 MB, 1.2 GB. */
export function inUnits(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
