/** A text as programs write it between quotes, without the quotes themselves. */
export function quotedForms(text: string): string[] {
  return [...shell(text), ...json(text), ...url(text), text.replaceAll("'", "''"), text.replaceAll('\\', '\\\\')];
}

/** As `set -x`, `export -p` and `printf %q` write it in bash and dash. */
function shell(text: string): string[] {
  const octal = (character: string) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  const named = (character: string) => ANSI_C[character] ?? octal(character);
  // eslint-disable-next-line no-control-regex
  const ansi = text.replace(/[\u0000-\u001f\u007f'\\]/g, named);
  const inQuotes = (word: string) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  return [
    text.replaceAll("'", "'\\''"),
    // Where a script has left the quotes out, it is several words.
    text.split(/\s+/).map(inQuotes).join(' '),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["\\$`]/g, '\\$&'),
    text.replace(/[^\w@%+=:./\u0080-\uffff-]/g, '\\$&'),
    ansi,
    // Where the locale is C.
    ansi.replace(/[\u0080-\u{10ffff}]/gu, octal),
  ];
}

const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

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

/** As Node.js, Python (all beyond ASCII escaped) and Go (what is markup escaped) write it. */
function json(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return [plain, plain.replace(/[\u007f-\uffff]/g, escape), plain.replace(/[<>&\u2028\u2029]/g, escape)];
}

function url(text: string): string[] {
  // Half a character cannot be encoded.
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const asForm = new URLSearchParams({ '': text }).toString().slice(1);
  const forms = [encoded, strict, strict.replaceAll('%2F', '/'), asForm];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}
