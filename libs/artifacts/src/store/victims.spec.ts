import type { Entry } from './index-of-entries';
import { newest, victims } from './victims';

const manifest = { component: 'tea', builder: { image: 'i', digest: 'd' }, artifacts: [] };
let slot = 0;
/** A finished entry of 10 bytes, last used at `second`. */
const entry = (key: string, second: number, own: Partial<Entry> = {}): Entry => ({
  component: 'tea',
  key,
  size: 10,
  writer: 'w',
  saved: new Date(second * 1000).toISOString(),
  slot: (slot += 1),
  used: new Date(second * 1000),
  finished: true,
  manifest,
  ...own,
});
const keys = (entries: Entry[], limit: number, used: string[] = []) =>
  victims(entries, { limit, inUse: ({ key }) => used.includes(key) }).map(({ key }) => key);

describe('victims', () => {
  const three = [entry('b', 2), entry('a', 1), entry('c', 3)];

  it('are as many as have to go, those of the longest ago first', () => {
    expect(keys(three, 30)).toEqual([]);
    expect(keys(three, 29)).toEqual(['a']);
    expect(keys(three, 10)).toEqual(['a', 'b']);
    expect(keys(three, -5)).toEqual(['a', 'b', 'c']);
  });

  it('are none that is in use', () => {
    expect(keys(three, 10, ['a'])).toEqual(['b', 'c']);
    expect(keys(three, 0, ['a', 'b', 'c'])).toEqual([]);
  });

  it('are always those that nobody can restore', () => {
    const { manifest: _, ...damaged } = entry('damaged', 9);
    const { manifest: __, ...half } = entry('half', 9, { finished: false });
    expect(keys([...three, damaged, half], 1000)).toEqual(['damaged', 'half']);
    expect(keys([...three, half], 1000, ['half'])).toEqual([]);
  });

  it('are those that a later one of the same key has replaced, used or not', () => {
    const [old, young] = [entry('a', 1, { used: new Date(9e6) }), entry('a', 2)];
    expect(victims([young, old], { limit: 1000, inUse: () => false })).toEqual([old]);
    expect(newest([old, young])).toBe(young);
    expect(victims([young, { ...old, component: 'coffee' }], { limit: 1000, inUse: () => false })).toEqual([]);
  });

  it('count what is being written', () => {
    const { manifest: _, ...half } = entry('half', 9, { finished: false, size: 25 });
    expect(keys([...three, half], 40, ['half'])).toEqual(['a', 'b']);
  });
});
