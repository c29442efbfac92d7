import { StoreSizeInvalid } from '../errors';
import { parseSize, storeSize } from './store-size';

describe('the size of the store', () => {
  it.each([
    ['0', 0],
    ['123', 123],
    ['500M', 500e6],
    ['20G', 20e9],
    ['20g', 20e9],
    ['20 GB', 20e9],
    ['1.5T', 1.5e12],
    ['2GiB', 2 * 2 ** 30],
    [' 8k ', 8000],
    ['7B', 7],
  ])('%s is %d bytes', (text, bytes) => {
    expect(parseSize(text, 'it')).toBe(bytes);
  });

  it.each(['', 'lots', '-1', '20X', '20G G', '1e9', '0x10', '20%', 'G', '1,5G', '5iB', 'Infinity', 'NaN'])(
    'refuses "%s"',
    (text) => expect(() => parseSize(text, 'it')).toThrow(StoreSizeInvalid),
  );

  it.each([undefined, null, 5.5e9, {}])('refuses %p, which is no text, or takes it as one', (value) => {
    if (typeof value === 'number') expect(parseSize(value as never)).toBe(value);
    else expect(() => parseSize(value as never)).toThrow(StoreSizeInvalid);
  });

  it('comes from the environment', () => {
    expect(storeSize({})).toBe(10e9);
    expect(storeSize({ HYPRIOTKIT_STORE_SIZE: '' })).toBe(10e9);
    expect(storeSize({ HYPRIOTKIT_STORE_SIZE: '1M' })).toBe(1e6);
    expect(() => storeSize({ HYPRIOTKIT_STORE_SIZE: 'lots' })).toThrow('HYPRIOTKIT_STORE_SIZE is "lots"');
  });
});
