/** What is left of a secret between its neighbours has to be longer than this to be told from other words. Characters. */
const SHORTEST_CORE = 6;
/** Columns at which `base64` and PEM break lines. */
const COLUMNS = [76, 64];

/** A secret in base64: by itself, with a line end, and within a longer text, as in the `user:password` of an auth file. */
export function encodedForms(secret: string): string[] {
  const alone = [secret, `${secret}\n`].map((text) => Buffer.from(text).toString('base64'));
  const lines = alone.flatMap((text) => COLUMNS.flatMap((columns) => linesOf(text, columns)));
  const within = [0, 1, 2].map((offset) => coreOf(Buffer.from(secret.trim()), offset));
  const forms = [
    ...alone.map((text) => text.replace(/=+$/, '')),
    ...[...lines, ...within].filter(({ length }) => length >= SHORTEST_CORE),
  ];
  return secret.trim() === '' ? [] : forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

const linesOf = (text: string, columns: number): string[] =>
  text.length > columns ? (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []) : [];

/**
 * Those characters that the secret alone decides, when so many bytes (modulo 3) come before it: a character is six bits, of
 * which the first and the last may be shared with the neighbours.
 */
function coreOf(secret: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const bits = (offset + secret.length) * 8;
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}
