import { check } from './check';

describe('maxBytes', () => {
  const schema = { properties: { tea: { properties: { leaf: { maxBytes: 4 } } } } };
  const lay = (leaf: unknown) => () => check('a test', { tea: { leaf } }, schema);

  it.each(['mint', 'é é'.slice(0, 2), ['a', 'bc'], [], 12345])('allows %j', (leaf) => {
    expect(lay(leaf)).not.toThrow();
  });

  it.each([['mints'], ['éàü'], [['ab', 'cd']]])('counts the bytes of a text, or of a list as one line: %j', (leaf) => {
    expect(lay(leaf)).toThrow(/tea\.leaf: .* must have at most 4 bytes/);
  });
});
