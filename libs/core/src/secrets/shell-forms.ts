/**
 * Returns a text as `set -x`, `export -p`, `printf %q` and `${P@Q}` of bash and dash write it, and as messages of the GNU
 * programs quote it, without the outer quotes.
 */
export function shellForms(text: string): string[] {
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["\\$`]/g, '\\$&'),
    text.replace(/[^\w@%+=:./\u0080-\uffff-]/g, '\\$&'),
    // Bash does not escape # and ~ where they have no meaning.
    text.replace(/[^\w@%+=:./#~\u0080-\uffff-]|(?<=[:=])~/g, '\\$&'),
    // Within [[ ]]: a regular expression, then a pattern, in UTF-8 and in the C locale, which splits characters into
    // bytes.
    text.replace(/[\\.*[^$+?(){|]/g, '\\$&'),
    [...text].join('\\'),
    [...Buffer.from(text)].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')).join('\\'),
    ...UNPRINTABLE.flatMap((signs) => [ansi(text, signs), ...inWords(text, signs), inQuotes(text, signs)]),
  ];
}

/** Characters that cannot be printed: in UTF-8, and in the C locale. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = [/[\u0000-\u001f\u007f]/, /[\u0000-\u001f\u007f-\u{10ffff}]/u];

/** As written within `$'...'`. */
const ansi = (text: string, unprintable: RegExp): string =>
  [...text].map((sign) => ANSI_C[sign] ?? (unprintable.test(sign) ? octal(sign) : sign)).join('');

const octal = (sign: string): string =>
  [...Buffer.from(sign)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** Characters that make `set -x` of bash quote a word. */
const SPECIAL = /['"\\|&;()<>!{}*[\]?^$`]|[:=]~/;
const SPECIAL_FIRST = /^[#~]/;

/** As unquoted words, alone or directly after other text. */
function inWords(text: string, unprintable: RegExp): string[] {
  const [first = '', ...others] = text.split(/[ \t\n]+/);
  const quoted = (word: string, isSpecial = SPECIAL.test(word)): string => {
    if (isSpecial) return `'${word.replaceAll("'", "'\\''")}'`;
    return unprintable.test(word) ? `$'${ansi(word, unprintable)}'` : word;
  };
  const alone = (word: string): string =>
    word === "'" ? "\\'" : quoted(word, SPECIAL.test(word) || SPECIAL_FIRST.test(word));
  return [alone(first), quoted(first)]
    .map((word) => [word, ...others.map(alone)].join(' '))
    .map((words) => words.replace(/^\$?'/, '').replace(/'$/, ''));
}

/** As within `'...'`, which ends before characters that cannot be printed, and begins again with the next that can. */
function inQuotes(text: string, unprintable: RegExp): string {
  const runs = new RegExp(`(${unprintable.source}+)('?)|'`, 'gu');
  const escaped = (sign: string) => (sign === '\u001b' ? octal(sign) : (ANSI_C[sign] ?? octal(sign)));
  return (
    text
      .replace(runs, (quote: string, run?: string, next?: string) =>
        run ? `'$'${[...run].map(escaped).join('')}'${next ? "\\''" : "'"}` : quote.replace("'", "'\\''"),
      )
      // An escaped quote ends with a backslash and a quote; what ends here is an empty pair of quotes.
      .replace(/(?<!\\)''$/, '')
  );
}

const ANSI_C: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\u001b': '\\E',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  "'": "\\'",
  '\\': '\\\\',
};
