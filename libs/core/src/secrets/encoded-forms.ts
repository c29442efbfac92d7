/** Anything shorter cannot be told from ordinary text. Characters. */
const SHORTEST_CORE = 4;
/** Line lengths of `base64` and PEM. */
const COLUMNS = [76, 64];

/**
 * Returns a secret in hexadecimal digits, and in base64: alone, with a line end, and within a longer text such as the
 * `user:password` of an auth file.
 */
export function encodedForms(secret: string): string[] {
  const alone = aloneIn(secret);
  const lines = alone.flatMap((text) => COLUMNS.flatMap((columns) => linesOf(text, columns)));
  const forms = [...alone.map(withoutPadding), ...[...lines, ...coresOf(secret)].filter(isTelling)];
  return [
    ...forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]),
    ...inDigits(secret.trim()),
  ];
}

function inDigits(secret: string): string[] {
  const digits = Buffer.from(secret).toString('hex');
  return secret.length < SHORTEST_CORE ? [] : [digits, digits.toUpperCase()];
}

/**
 * Returns the base64 forms that line ends may break at any place. They include the ends of each form, because a line
 * that ends with a few characters of the secret is not held back.
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
 * Returns the characters that depend on the secret alone, when `offset` bytes (modulo 3) come before it. A character
 * has six bits, so the first and last ones may depend on neighbouring text too.
 */
function coreOf(secret: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const bits = (offset + secret.length) * 8;
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}
