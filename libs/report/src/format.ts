import { duration, inUnits } from '@hypriotkit/core';

export const bytes = inUnits;

/** A number of seconds, as people say it. */
export const seconds = (value: number): string => (value < 10 ? `${value.toFixed(1)} s` : duration(value * 1000));

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;

/** A time as `2026-11-30 06:15 UTC`. */
export const time = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `1 package`, `2 packages`. */
export const count = (number: number, one: string, several = `${one}s`): string =>
  `${number} ${number === 1 ? one : several}`;
