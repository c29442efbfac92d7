import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Masker } from './masker';

const SECRET = 'Tr0ub4dor#3 and-a-long-tail~of-words! with some more words… ';

/** The part of a text that is still shown, without masks and blanks. */
const left = (secret: string, text: string): string => new Masker([secret]).mask(text).replace(/\*\*\*|\s/g, '');

const inLines = (text: string, columns: number, end: string): string =>
  text.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), `$&${end}`);

describe('a secret in lines of base64', () => {
  it.each([
    ['base64', []],
    ['base64', ['-w', '64']],
    ['base64', ['-w', '50']],
  ])('is masked after a name by %s %j', (command, options) => {
    for (const length of [6, 57, 60, 600]) {
      for (const name of ['u', 'us', 'user', 'a-user-of-a-long-name-that-fills-nearly-the-whole-line']) {
        const secret = SECRET.repeat(10).slice(0, length).trim();
        const output = execFileSync(command, options, { input: `${name}:${secret}`, encoding: 'utf8' });
        const known = Math.ceil(((name.length + 1) * 8) / 6) + 6;
        expect(left(secret, output).length).toBeLessThanOrEqual(known);
      }
    }
  });

  it('is masked wherever the lines and the pieces of output end', () => {
    const cases = fc.record({
      secret: fc.string({ minLength: 6, maxLength: 120 }).filter((text) => text.trim() === text),
      before: fc.nat(90),
      after: fc.nat(40),
      columns: fc.integer({ min: 16, max: 80 }),
      end: fc.constantFrom('\n', '\r\n', '\n    '),
      places: fc.array(fc.nat(), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(cases, ({ secret, before, after, columns, end, places }) => {
        const encoded = Buffer.from('.'.repeat(before) + secret + '.'.repeat(after)).toString('base64');
        const text = inLines(encoded, columns, end);
        // Two characters are shared with the neighbouring text, and up to three may be at the end of a line.
        const most = encoded.length - Math.floor((Buffer.byteLength(secret) * 8) / 6) + 2 + 3;
        expect(left(secret, text).length).toBeLessThanOrEqual(most);

        const stream = new Masker([secret]).stream();
        const at = [0, ...places.map((place) => place % text.length).sort((one, other) => one - other)];
        const shown = at.map((from, index) => stream.take(text.slice(from, at[index + 1]))).join('') + stream.end();
        expect(shown).toBe(new Masker([secret]).mask(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is masked within a text that has other base64', () => {
    const text = execFileSync('base64', { input: `davy:${'x'.repeat(100)}:${SECRET}:${'y'.repeat(100)}` }).toString();
    const shown = new Masker([SECRET]).mask(text);
    expect(shown.startsWith('ZGF2eTp4eHh4')).toBe(true);
    expect(shown.split('\n')).toHaveLength(text.split('\n').length);
    expect(shown.trimEnd()).toMatch(/eXl5eXk=$/);
  });

  it('does not hold back lines that are none of it', () => {
    const stream = new Masker([SECRET]).stream();
    for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
      expect(stream.take(`line ${character}\n`)).toBe(`line ${character}\n`);
    }
  });
});

describe('a short secret in base64', () => {
  it.each(['abcd', 'a1!b', 'jones'])('is masked after a name: %s', (secret) => {
    for (const name of ['user', 'pirat', 'pirate']) {
      const output = Buffer.from(`${name}:${secret}\n`).toString('base64');
      expect(left(secret, output).length).toBeLessThanOrEqual(output.length - 4);
    }
  });

  it('does not take normal words away', () => {
    const words = 'building the kernel with file disk code back test root user name boot data\n';
    expect(new Masker(['abcd', 'test1', 'user!']).mask(words)).toBe(words);
  });
});
