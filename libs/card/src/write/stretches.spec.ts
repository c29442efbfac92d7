import { Overlay, SECTOR } from './overlay';
import { skippedBytes, stretchesToWrite, TABLE, within } from './stretches';

const PAGE = 4096;
const MB = 1024 * 1024;
const map = (...ranges: [number, number][]) => ({
  name: 'a.img.bmap',
  ranges: ranges.map(([start, end]) => ({ start, end, sha256: '' })),
});

it('are all of an image without a block map', () => {
  expect(stretchesToWrite(new Overlay())).toEqual([{ start: 0, end: Infinity }]);
  expect(skippedBytes(stretchesToWrite(new Overlay()), 5 * MB)).toBe(0);
});

it('are the beginning of the disk, the ranges of the map, and what settings have changed, in pages', () => {
  const overlay = new Overlay();
  overlay.set((3 * MB + PAGE) / SECTOR + 7, Buffer.alloc(SECTOR));
  overlay.set((5 * MB) / SECTOR, Buffer.alloc(SECTOR));
  const stretches = stretchesToWrite(overlay, map([0, 512], [2 * MB, 2 * MB + 1], [5 * MB, 6 * MB]));
  expect(stretches).toEqual([
    { start: 0, end: TABLE },
    { start: 2 * MB, end: 2 * MB + PAGE },
    { start: 3 * MB + PAGE, end: 3 * MB + 2 * PAGE },
    { start: 5 * MB, end: 6 * MB },
  ]);
  expect(skippedBytes(stretches, 8 * MB)).toBe(6 * MB - 2 * PAGE);
});

it('are joined where they touch', () => {
  expect(stretchesToWrite(new Overlay(), map([TABLE, 2 * MB], [2 * MB, 3 * MB]))).toEqual([{ start: 0, end: 3 * MB }]);
});

it('are cut to where one looks', () => {
  const stretches = [
    { start: 0, end: 10 },
    { start: 20, end: 30 },
    { start: 40, end: Infinity },
  ];
  expect(within(stretches, 5, 25)).toEqual([
    { start: 5, end: 10 },
    { start: 20, end: 25 },
  ]);
  expect(within(stretches, 10, 20)).toEqual([]);
  expect(within(stretches, 50, 60)).toEqual([{ start: 50, end: 60 }]);
});
