import { baseRole, matches } from './index';

describe('matches', () => {
  it.each([
    ['rpi-raw.img.zip', 'rpi-raw.img.zip', true],
    ['rpi-raw.img.zip', 'rpi-rawXimg.zip', false],
    ['*-hypriotos-v8.tar.gz', '6.12.57-hypriotos-v8.tar.gz', true],
    ['*-hypriotos-v8.tar.gz', '6.12.57-hypriotos-v8.tar.gz.sha256', false],
    ['*.txt', 'sub/tea.txt', false],
    ['*', 'sub/tea.txt', false],
    ['*.txt', 'green\ntea.txt', true],
  ])('%s and %s: %s', (file, name, expected) => {
    expect(matches({ role: 'x', file }, name)).toBe(expected);
  });
});

describe('baseRole', () => {
  it.each([
    ['sd-image', 'sd-image'],
    ['sd-image:xz', 'sd-image'],
  ])('%s: %s', (role, expected) => expect(baseRole(role)).toBe(expected));
});
