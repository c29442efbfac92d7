import { expandedWord } from './dockerfile-words';

const values: Record<string, string> = { A: 'tea', EMPTY: '' };
const expanded = (word: string) => expandedWord(word, (name) => values[name]);

describe('expandedWord', () => {
  it.each([
    ['debian:sid', 'debian:sid'],
    ['$A:1', 'tea:1'],
    ['${A}s', 'teas'],
    ['x$NONE', 'x'],
    ['${NONE:-cup}', 'cup'],
    ['${EMPTY:-cup}', 'cup'],
    ['${EMPTY-cup}', ''],
    ['${NONE-cup}', 'cup'],
    ['${A:-cup}', 'tea'],
    ['${A:+cup}', 'cup'],
    ['${EMPTY:+cup}', ''],
    ['${A:?no tea}', 'tea'],
    ['${NONE:-${A}-cup}', 'tea-cup'],
    ['"$A"', 'tea'],
    [`'$A'`, '$A'],
    [`"it's $A"`, "it's tea"],
    [`${'${NONE:-"}"}'}`, '}'],
  ])('%s is %s', (word, expected) => {
    expect(expanded(word)).toBe(expected);
  });

  it.each([
    ['${A', 'not every engine'],
    ['${A:-x', '} is missing'],
    ['"$A', '" is missing'],
    ["'$A", "' is missing"],
    ['${A#t}', 'not every engine'],
    ['${NONE:?no tea}', 'NONE has no value: no tea'],
    ['$1', 'without the name'],
    ['$', 'without the name'],
  ])('%s is refused', (word, reason) => {
    expect(() => expanded(word)).toThrow(reason);
  });
});
