import { parseAsBoard } from './yaml-of-boards';

it.each([
  'a: "tab\there"  # and\there\n',
  "a: 'tab\n  \there'\n",
  'a: |\n  tab\there\n\n  b\tc\n# d\te\nb: c\n',
  'a: [\n  b\n]\n',
  'a: &x { b: 1 }\nc:\n  <<: *x\nd:\n  <<: [*x]\n',
  'a: !!binary "AAAA"\nb: !!str 2024-13-45\nc: ! d\n',
  'a: 2024-02-29\nb: 2024-02-29 10:00:00\nc: "2023-02-29"\n',
  'a: "="\nb: "<<"\nc: 0x1f\n',
  'a: "{{ v1.x }}"\n',
  'a: b\r\nc: d\r\n',
  'a: 2024-01-01 23:59:59.5 +23:59\nb: 2024-1-32\nc: 2024-01-01 25:00\nd: 25:00:00\n',
  'a: !!seq []\nb: !!map {}\nc: !!map\n  d: e\nf: !!binary |\n  AAAA\n  AA==\n',
  '%YAML 1.2\n---\na: b\n...\n',
  'a: [x::1, "::1"]\nb: ::1\n',
  '=: b\n',
])('takes %j, as PyYAML does', (text) => {
  expect(parseAsBoard(text)).toEqual({ content: expect.anything(), value: expect.anything() });
});

it.each([
  ['a:\tb\n', 'a tab outside quotes'],
  ['a: b\t# c\n', 'a tab outside quotes'],
  ['a: b\tc\n', 'a tab outside quotes'],
  ['a: |\t\n  b\n', 'a tab outside quotes'],
  ['a: b\n \t\nc: d\n', 'a tab outside quotes'],
  ['a: *b\n', 'an alias of no anchor'],
  ['a: &b [*b]\n', 'it contains itself'],
  ['a: &b 1\nc: &b 2\n', 'the same anchor twice'],
  ['a: &b.c 1\n', 'the name of an anchor'],
  ['a: !b c\n', 'a tag that does not fit'],
  ['a: !!python/object:x.y {}\n', 'a tag that does not fit'],
  ['a: !!int x\n', 'a tag that does not fit'],
  ['a: !!constructor x\n', 'a tag that does not fit'],
  ['a: !!str [b]\n', 'a tag that does not fit'],
  ['a: !!map [b]\n', 'a tag that does not fit'],
  ['!!seq\na: b\n', 'a tag that does not fit'],
  ['a: !!binary "A"\n', 'a tag that does not fit'],
  ['a: ! 2024-13-45\n', 'an invalid date or time'],
  ['a: 2024-01-01 25:00:00\n', 'an invalid date or time'],
  ['a: 2024-01-01\n  24:00:00\n', 'an invalid date or time'],
  ['a: 2024-01-01T10:60:00\n', 'an invalid date or time'],
  ['a: 2024-01-01 10:00:60\n', 'an invalid date or time'],
  ['a: 2024-01-01 10:00:00 +24\n', 'an invalid date or time'],
  ['a: 2024-01-01 10:00:00 -23:60\n', 'an invalid date or time'],
  ['%YAML 2.0\n---\na: b\n', 'a version of YAML other than 1'],
  ['a: [::1]\n', 'text that begins with :'],
  ['a: { b: ::1 }\n', 'text that begins with :'],
  ['a: [{ :b: c }]\n', 'text that begins with :'],
  ['a: {{ v1.x }}\n', 'a list or mapping in place of a key'],
  ['? [a]\n: b\n', 'a list or mapping in place of a key'],
  ['a: 1\n: b\n', 'a value without a key'],
  ['<<: 5\na: b\n', '<< takes a mapping'],
  ['! <<: 5\n', '<< takes a mapping'],
  ['a: <<\n', '<< alone'],
  ['a: =\n', '= alone'],
  ['a: 0x_\n', 'a number without digits'],
  ['a: 2024-13-45\n', 'an invalid date or time'],
  ['a: 2023-02-29T10:00:00Z\n', 'an invalid date or time'],
  ['a: "\x07"\n', 'a control character'],
  ['a: b\u2028c\n', 'a control character'],
  ['a: b\n---\nc: d\n', 'multiple docs'],
  [`a: ${'['.repeat(600)}${']'.repeat(600)}\n`, 'nested too deeply'],
])('refuses %j, as PyYAML does', (text, expected) => {
  expect(parseAsBoard(text)).toEqual({
    problem: expect.stringMatching(`^line \\d+: is not valid YAML: .*${expected.replace(/[*?]/g, '\\$&')}`),
  });
});

it.each([
  ['a: "b\nc"\n', 'line 1', 'put the quoted text on one line, or indent the lines that follow'],
  ["a: 'b\n\nc'\n", 'line 2', 'put the quoted text on one line, or indent the lines that follow'],
  ['a: [\nb,\nc\n]\n', 'line 2', 'indent the lines that follow the opening bracket'],
  ['a: {\nb: c\n}\n', 'line 2', 'indent the lines that follow the opening bracket'],
])('refuses %j, which PyYAML takes, and says what to do', (text, line, expected) => {
  const { problem } = parseAsBoard(text);
  expect(problem).toMatch(`${line}: `);
  expect(problem).toContain(expected);
});
