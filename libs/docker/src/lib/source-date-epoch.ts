import { EpochInvalid } from '../errors';

/** Replaces every time in the artifacts; a convention of https://reproducible-builds.org. */
export const EPOCH_VARIABLE = 'SOURCE_DATE_EPOCH';

/** 2026-01-01T00:00:00Z. */
const DEFAULT = 1767225600;
/** The end of the year 9999. */
const LATEST = 253402300799;

/**
 * Returns seconds since 1970.
 *
 * @throws EpochInvalid
 */
export function sourceDateEpoch(env: NodeJS.ProcessEnv = process.env): number {
  const value = env[EPOCH_VARIABLE] ?? '';
  if (value === '') return DEFAULT;
  if (!/^\d{1,12}$/.test(value) || Number(value) > LATEST) throw new EpochInvalid(EPOCH_VARIABLE, value, LATEST);
  return Number(value);
}
