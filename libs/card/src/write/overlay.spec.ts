import { Overlay, SECTOR } from './overlay';

const sectorOf = (value: number) => Buffer.alloc(SECTOR, value);
/** The first byte of each sector. */
const firsts = (part: Buffer) => Array.from({ length: part.length / SECTOR }, (_, sector) => part[sector * SECTOR]);

const overlay = new Overlay();
overlay.set(0, sectorOf(1));
overlay.set(3, sectorOf(4));
overlay.set(8, sectorOf(9));

it('lays its sectors over a part, and leaves the others', () => {
  const part = Buffer.alloc(4 * SECTOR, 7);
  overlay.apply(part, 0);
  expect(firsts(part)).toEqual([1, 7, 7, 4]);
});

it('counts from where the part is', () => {
  const part = Buffer.alloc(4 * SECTOR, 7);
  overlay.apply(part, 2 * SECTOR);
  expect(firsts(part)).toEqual([7, 4, 7, 7]);
  const other = Buffer.alloc(4 * SECTOR, 7);
  overlay.apply(other, 4 * SECTOR);
  expect(firsts(other)).toEqual([7, 7, 7, 7]);
});

it('leaves a sector that is not there as a whole', () => {
  const part = Buffer.alloc(SECTOR - 1, 7);
  overlay.apply(part, 8 * SECTOR);
  expect(part.every((byte) => byte === 7)).toBe(true);
});

it('keeps a copy', () => {
  const content = sectorOf(5);
  const own = new Overlay();
  own.set(1, content);
  content.fill(6);
  expect(own.get(1)).toEqual(sectorOf(5));
  own.set(1, sectorOf(7));
  expect(own.get(1)).toEqual(sectorOf(7));
  expect(own.get(2)).toBeUndefined();
});
