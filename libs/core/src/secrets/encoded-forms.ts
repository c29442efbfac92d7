/** What is shorter cannot be told from other words. Characters. */
const SHORTEST_CORE = 4;
/** Columns at which `base64` and PEM break lines. */
const COLUMNS = [76, 64];

/** A secret in base64: by itself, with a line end, and within a longer text, as in the `user:password` of an auth file. */
export function encodedForms(secret: string): string[] {
  const alone = aloneIn(secret);
  const lines = alone.flatMap((text) => COLUMNS.flatMap((columns) => linesOf(text, columns)));
  const forms = [...alone.map(withoutPadding), ...[...lines, ...coresOf(secret)].filter(isTelling)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/**
 * The same for where lines may end anywhere within it. A line that ends with a few characters of the secret cannot be held
 * back for them: what comes after those is a form too.
 */
export function brokenForms(secret: string): string[] {
  const ends = coresOf(secret).flatMap((core) => Array.from({ length: SHORTEST_CORE }, (_, from) => core.slice(from)));
  return [...new Set([...aloneIn(secret).map(withoutPadding), ...ends])].filter(isTelling);
}

const isTelling = (form: string): boolean => form.length >= SHORTEST_CORE;

const aloneIn = (secret: string): string[] =>
  secret.trim() === '' ? [] : [secret, `${secret}\n`].map((text) => Buffer.from(text).toString('base64'));

const withoutPadding = (text: string): string => text.replace(/=+$/, '');

const linesOf = (text: string, columns: number): string[] =>
  text.length > columns ? (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []) : [];

const coresOf = (secret: string): string[] => [0, 1, 2].map((offset) => coreOf(Buffer.from(secret.trim()), offset));

/**
 * Those characters that the secret alone decides, when so many bytes (modulo 3) come before it: a character is six bits, of
 * which the first and the last may be shared with the neighbours.
 */
function coreOf(secret: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const bits = (offset + secret.length) * 8;
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}
