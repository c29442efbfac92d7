import { duration, inUnits } from './units';

it.each([
  [0, '0s'],
  [59_400, '59s'],
  [125_000, '2m 05s'],
  [3_780_000, '1h 03m'],
])('%d ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

it.each([
  [1, '1 kB'],
  [812_000, '812 kB'],
  [161_200_000, '161 MB'],
])('%d bytes is %s', (bytes, text) => expect(inUnits(bytes)).toBe(text));
