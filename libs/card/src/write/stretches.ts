import type { BlockMap } from '../image/block-map';
import { SECTOR, type Overlay } from './overlay';

/** A part of an image: where it begins, and where it ends, in bytes. */
export interface Stretch {
  start: number;
  end: number;
}

/** In which the system writes. If it had a part of one, it would read the rest from the disk. */
const PAGE = 4096;
/** Beyond the partition table and what may be there of another one: 1 MiB. */
export const TABLE = 1024 * 1024;

/**
 * Returns what is written of an image, in order: all of it, or what its block map says, with the beginning of the disk and with
 * what settings have changed.
 */
export function stretchesToWrite(overlay: Overlay, map?: BlockMap): Stretch[] {
  if (!map) return [{ start: 0, end: Infinity }];
  const changed = [...overlay.numbers()].map((sector) => ({ start: sector * SECTOR, end: (sector + 1) * SECTOR }));
  return joined([{ start: 0, end: TABLE }, ...map.ranges, ...changed].map(inPages));
}

/** Returns how many bytes of an image are not written. */
export const skippedBytes = (stretches: Stretch[], size: number): number =>
  size - within(stretches, 0, size).reduce((sum, { start, end }) => sum + end - start, 0);

/** Returns what of the stretches is between two positions. */
export const within = (stretches: Stretch[], from: number, to: number): Stretch[] =>
  stretches
    .filter(({ start, end }) => start < to && end > from)
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }));

const inPages = ({ start, end }: Stretch): Stretch => ({
  start: Math.floor(start / PAGE) * PAGE,
  end: Math.ceil(end / PAGE) * PAGE,
});

function joined(stretches: Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { start, end } of stretches.sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
