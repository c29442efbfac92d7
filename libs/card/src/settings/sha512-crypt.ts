import { createHash, randomBytes } from 'node:crypto';

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ROUNDS = 5000;
const SALT = 16;

/**
 * Hashes a password as crypt(5) does with SHA-512, for /etc/shadow: `$6$salt$hash`.
 *
 * The algorithm, and the steps in its words: https://www.akkadia.org/drepper/SHA-crypt.txt
 *
 * @param saltText at most 16 characters of ./0-9A-Za-z
 */
export function sha512Crypt(password: string, saltText = newSalt()): string {
  const [key, salt] = [Buffer.from(password), Buffer.from(saltText)];
  const b = sha512(key, salt, key);
  // Steps 11 and 12: a bit of the length decides on each part.
  const parts: Buffer[] = [];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? b : key);
  let a = sha512(key, salt, repeated(b, key.length), ...parts);
  const p = repeated(sha512(...Array<Buffer>(key.length).fill(key)), key.length);
  const s = repeated(sha512(...Array<Buffer>(16 + a[0]!).fill(salt)), salt.length);
  for (let round = 0; round < ROUNDS; round++) {
    const [first, last] = round % 2 === 1 ? [p, a] : [a, p];
    a = sha512(first, ...(round % 3 ? [s] : []), ...(round % 7 ? [p] : []), last);
  }
  return `$6$${saltText}$${encoded(a)}`;
}

const newSalt = (): string => [...randomBytes(SALT)].map((byte) => DIGITS[byte % DIGITS.length]).join('');

function sha512(...parts: Buffer[]): Buffer {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Repeats bytes up to a length. */
const repeated = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes);

/** Step 22: three bytes, each of another third, make four digits. One byte is left over. */
function encoded(hash: Buffer): string {
  const groups = Array.from({ length: 21 }, (_, index) => {
    const thirds = [index, index + 21, index + 42];
    const [high, middle, low] = [...thirds.slice(index % 3), ...thirds.slice(0, index % 3)].map((at) => hash[at]!);
    return digits((high! << 16) | (middle! << 8) | low!, 4);
  });
  return [...groups, digits(hash[63]!, 2)].join('');
}

const digits = (value: number, length: number): string =>
  Array.from({ length }, (_, index) => DIGITS[(value >> (6 * index)) & 63]).join('');
