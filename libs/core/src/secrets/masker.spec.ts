import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Masker } from './masker';

const mask = (secrets: string[], text: string): string => new Masker(secrets).mask(text);

/** Masks a text that arrives in pieces, as over a connection. */
function inPieces(secrets: string[], pieces: string[]): string {
  const stream = new Masker(secrets).stream();
  return pieces.map((piece) => stream.take(piece)).join('') + stream.end();
}

const cut = (text: string, places: number[]): string[] => {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index]));
};

/** The parts of a text around its masks. A mask may itself look like a secret. */
const shownParts = (text: string): string[] => text.split('***');

const printable = fc.string({ minLength: 3, maxLength: 24 });
const withControls = fc.string({
  minLength: 3,
  maxLength: 24,
  unit: fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    fc.constantFrom('\n', '\r', '\t', ' ', '\u001b[31m', '\u001b', '\b', '\r\n'),
  ),
});
const secretText = fc.oneof(printable, withControls).filter((secret) => secret.trim().length >= 3);
const surroundings = fc.string({ unit: fc.constantFrom('.', '\n', ' ', '\r', '#', '\u001b[0m'), maxLength: 12 });

describe('a text with secrets', () => {
  it('has none of them any more, whatever they are, and wherever it was cut', () => {
    const cases = fc.record({
      secrets: fc.array(secretText, { minLength: 1, maxLength: 4 }),
      around: fc.array(surroundings, { minLength: 5, maxLength: 5 }),
      places: fc.array(fc.nat(), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(cases, ({ secrets, around, places }) => {
        const text = secrets.reduce((all, secret, index) => all + around[index]! + secret, '') + around[4]!;
        const shown = inPieces(secrets, cut(text, places));
        for (const secret of secrets) {
          expect(shownParts(shown).some((part) => part.includes(secret.trim()))).toBe(false);
        }
        // Text that is not secret stays, in its order.
        expect(shown.match(/[#\n]/g)?.length ?? 0).toBeGreaterThanOrEqual(
          around.slice(0, secrets.length).join('').match(/\n/g)?.length ?? 0,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('has none of their lines and words, each by itself', () => {
    fc.assert(
      fc.property(secretText, surroundings, (secret, between) => {
        // eslint-disable-next-line no-control-regex
        const parts = secret.split(/[\s\u0000-\u001f\u007f]+/).filter((part) => part.trim().length >= 3);
        const shown = mask([secret], parts.join(`|\n${between}`));
        for (const part of parts) expect(shownParts(shown).some((one) => one.includes(part.trim()))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('has no common words of a passphrase, which would reveal it where everything else has them', () => {
    expect(mask(['Walk the plank'], 'Unpacking the plank: Walk the plank, the walk')).toBe(
      'Unpacking the ***: ***, the walk',
    );
    expect(mask(['the'], 'the tree')).toBe('*** tree');
  });

  it('comes out the same in pieces and as a whole', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b', '\n', ' '), maxLength: 30 });
    const secrets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), minLength: 1, maxLength: 6 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(secrets, few, fc.array(fc.nat(), { maxLength: 8 }), (hidden, text, places) => {
        expect(inPieces(hidden, cut(text, places))).toBe(mask(hidden, text));
      }),
      { numRuns: 300 },
    );
  });

  it('comes through unchanged where it has none', () => {
    const numbers = fc.string({ unit: fc.constantFrom('1', '2', '\n', '\r', ' ', '\u001b[1m', '*'), maxLength: 40 });
    const letters = fc.string({ unit: fc.constantFrom('x', 'y', 'z', 'é'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 3 }), numbers, fc.array(fc.nat()), (secrets, text, places) => {
        expect(inPieces(secrets, cut(text, places))).toBe(text);
      }),
    );
  });
});

describe('a secret', () => {
  it.each([
    ['ends in a blank', ['locker '], 'a locker b', 'a *** b'],
    ['has a line end', ['davy\njones'], 'x davy\njones y', 'x ***\n*** y'],
    ['is of short lines', ['a\nb\nc'], 'x a\nb\nc y', 'x ***\n***\n*** y'],
    ['went through a terminal', ['ab\ncd'], 'ab\r\ncd', '***\n***'],
    ['has a carriage return', ['davy\rjones'], 'davy\rjones', '***'],
    ['has an escape sequence', ['da\u001b[31mvy'], 'da\u001b[31mvy davy', '*** ***'],
    ['begins with another one', ['davy', 'davy-jones'], 'davy-jones davy', '*** ***'],
    ['overlaps another one', ['davy', 'vyjones'], 'davyjones', '***'],
    ['has its blanks collapsed', ['davy  jones'], 'davy jones', '***'],
    ['of two characters stands alone', ['e7'], 'pirate:e7 e7x e7', 'pirate:*** e7x ***'],
    ['of one character stands alone', ['e'], 'he:e\ne', 'he:***\n***'],
    ['is blank', [' ', '\n', ''], 'a b\n', 'a b\n'],
    ['is of asterisks', ['****'], 'a****b', 'a***b'],
  ])('is masked that %s', (_, secrets, text, shown) => {
    expect(mask(secrets, text)).toBe(shown);
  });

  it('that is learnt later is masked from then on', () => {
    const masker = new Masker();
    const stream = masker.stream();
    expect(stream.take('locker ')).toBe('locker ');
    masker.hide(['locker', 'locker']);
    expect(stream.take('locker ')).toBe('*** ');
  });

  const odd = [`it's "so" $HOME \`id\` \\n!`, 'a\tb c\u0001d', 'päss wörd☠', '~x#y^z,{a}[b]*?', '--opt=<&>;|()'];

  it.each(odd)('is masked as shells quote it: %j', (secret) => {
    const script = 'printf "%q\\n" "$P"; export -p | grep " P="; declare -p P; set -x; : "$P" "a$P"; : $P';
    const commands: [string, string][] = [
      ['bash', script],
      ['dash', 'set -x; : "$P"; export -p'],
      ['sh', 'set -x; : "$P"; export -p'],
    ];
    for (const [shell, text] of commands) {
      for (const locale of ['C', 'C.UTF-8']) {
        const env = { PATH: process.env['PATH'], P: secret, LC_ALL: locale };
        const said = execFileSync(shell, ['-c', `exec 2>&1; ${text}`], {
          encoding: 'utf8',
          env,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const shown = mask([secret], said);
        for (const piece of secret.match(/[\p{L}]{3,}/gu) ?? []) expect(shown).not.toContain(piece);
        expect(shown).toContain('***');
        expect(
          shown
            .split('\n')
            .filter((line) => line.includes('P='))
            .join(),
        ).not.toMatch(/\\(n|t)|[☠~]/);
      }
    }
  });

  it.each([...odd, 'locker', 'davy jones'])('is masked in JSON, XML, URLs and base64: %j', (secret) => {
    const auth = Buffer.from(`davy:${secret}`).toString('base64');
    const forms = [
      JSON.stringify(secret),
      encodeURIComponent(secret),
      secret
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;'),
      new URLSearchParams({ secret }).toString(),
      Buffer.from(secret).toString('base64'),
      Buffer.from(`${secret}\n`).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ];
    for (const form of forms) expect(mask([secret], form).replace(/[*"=]|secret/g, '').length).toBeLessThan(4);
    expect(mask([secret], auth)).toMatch(/^ZGF2[\w+/]{1,4}\*\*\*[\w+/=]{0,4}$/);
  });

  it('is masked in lines of base64', () => {
    const key = `-----BEGIN KEY-----\n${'abcdefgh/+'.repeat(20)}\n-----END KEY-----\n`;
    const wrapped = execFileSync('base64', { input: key, encoding: 'utf8' });
    expect(mask([key], wrapped)).toBe(`${'***\n'.repeat(wrapped.trim().split('\n').length)}`);
  });
});

describe('what is held back', () => {
  it('is no more than what may be the beginning of a secret', () => {
    const stream = new Masker(['locker']).stream();
    expect(stream.take('lo')).toBe('');
    expect(stream.take('ad of lock')).toBe('load of ');
    expect(stream.take('s\n')).toBe('locks\n');
    expect(stream.holdsLine).toBe(false);
  });

  it('comes as a mask to those who cannot wait, and is remembered', () => {
    const stream = new Masker(['a\nb']).stream();
    expect(stream.take('x a\n')).toBe('x ');
    expect(stream.holdsLine).toBe(true);
    expect(stream.release()).toBe('***\n');
    expect(stream.holdsLine).toBe(false);
    expect(stream.take('b y')).toBe('*** y');
    expect(stream.take(' a\n') + stream.release() + stream.take('c') + stream.end()).toBe(' ***\nc');
  });

  it('does not grow while secrets follow each other', () => {
    const stream = new Masker(['abab']).stream();
    expect(stream.take('abababababababab')).toBe('***');
    expect(stream.take('ab'.repeat(1000))).toBe('');
    expect(stream.take('c')).toBe('c');
  });
});
