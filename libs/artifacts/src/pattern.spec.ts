import fc from 'fast-check';
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

describe('matches, whatever the pattern and the name,', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '\n'), maxLength: 9 });
  const escaped = (part: string) => part.replace(/[.]/g, '\\$&');

  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(text, text, (file, name) => {
        const expression = new RegExp(`^${file.split('*').map(escaped).join('[^/]*')}$`, 's');
        expect(matches({ role: 'x', file }, name)).toBe(expression.test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches a pattern with the name that it was made from', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (parts, others) => {
        const [file, name] = [parts.join('*'), parts.reduce((all, part, at) => `${all}${others[at] ?? ''}${part}`, '')];
        fc.pre(!name.includes('/') && !parts.some((part) => part.includes('*')) && parts.length > 0);
        // The first part has nothing before it.
        expect(matches({ role: 'x', file }, name.slice((others[0] ?? '').length))).toBe(true);
      }),
    );
  });

  it('takes no time for names that are made for it', () => {
    const started = Date.now();
    expect(matches({ role: 'x', file: `${'*a'.repeat(50)}b` }, 'a'.repeat(255))).toBe(false);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('baseRole', () => {
  it.each([
    ['sd-image', 'sd-image'],
    ['sd-image:xz', 'sd-image'],
  ])('%s: %s', (role, expected) => expect(baseRole(role)).toBe(expected));
});
