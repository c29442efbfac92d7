import fc from 'fast-check';
import { checkValues } from './check-values';

const check = (value: string, command?: string[]) => () => checkValues({ environment: { NAME: value }, command });
const passes = (text: string) => !text.includes('\0') && Buffer.from(text).toString() === text;

it('takes what a variable can hold, and refuses everything else', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', '\n', '$') }),
  );
  fc.assert(
    fc.property(text, (value) => {
      if (passes(value)) expect(check(value, [value])).not.toThrow();
      else {
        expect(check(value)).toThrow('The environment variable "NAME" would contain');
        expect(check('', ['sh', value])).toThrow('Word 2 of the command would contain');
      }
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['64 KB', 'x'.repeat(64 * 1024), undefined],
  ['as much as Linux takes', 'x'.repeat(128 * 1024 - 'NAME='.length - 1), undefined],
  [
    'a byte more',
    'x'.repeat(128 * 1024 - 'NAME='.length),
    'would have 131072 bytes with its name, and Linux allows 131071',
  ],
  ['as many characters, which take more bytes', 'é'.repeat(128 * 1024 - 6), 'would have 262137 bytes'],
])('knows the limit of a variable: %s', (_, value, expected) => {
  if (expected === undefined) expect(check(value)).not.toThrow();
  else
    expect(check(value)).toThrow(
      expect.objectContaining({
        code: 'HK_VALUE_NOT_PASSABLE',
        message: expect.stringContaining(expected) as string,
      }) as Error,
    );
});

it('knows the limit of all of them', () => {
  const environment = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`NAME${at}`, 'x'.repeat(100 * 1024)]));
  expect(() => checkValues({ environment, command: undefined })).toThrow('The environment would have 2048');
});

it('shows no value, which may be a secret', () => {
  expect(check('davy\0jones')).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/davy|jones/) as string }) as Error,
  );
});
