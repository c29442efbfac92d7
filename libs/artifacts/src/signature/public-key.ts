import { createPublicKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { readRegularFile, reasonOf } from '@hypriotkit/core';
import { PublicKeyInvalid } from '../errors';

/** A public key of minisign. */
export interface PublicKey {
  /** As minisign prints it: 56 characters of Base64. */
  text: string;
  /** The 8 bytes that signatures name it by. */
  id: Buffer;
  ed25519: KeyObject;
}

const ALGORITHM = 'Ed';
const ID_BYTES = 8;
const KEY_BYTES = 32;
/** What DER has before the 32 bytes of an Ed25519 key (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
/** The letters of Base64 for 42 bytes: neither rest nor padding. */
const KEY = /^[A-Za-z0-9+/]{56}$/;

/**
 * Returns the public key that an option gives: the key itself, or the path of a file with it, such as `minisign.pub`.
 *
 * @param given The key, or a path relative to `root`.
 * @throws PublicKeyInvalid
 */
export async function publicKeyFrom(given: string, root = ''): Promise<PublicKey> {
  if (given === '') throw new PublicKeyInvalid('""', 'it is empty');
  if (KEY.test(given)) return parsePublicKey(given, given);
  const path = resolve(root, given);
  const text = await readRegularFile(path).catch((error: Error) => {
    throw new PublicKeyInvalid(given, `it is neither a key nor a file that can be read: ${reasonOf(error)}`, error);
  });
  return parsePublicKey(text.toString(), given);
}

/**
 * Parses a key, or the content of minisign's file, which has a comment in its first line.
 *
 * @param name How messages name it.
 * @throws PublicKeyInvalid
 */
export function parsePublicKey(content: string, name: string): PublicKey {
  if (/^untrusted comment: .*secret key/.test(content)) throw new PublicKeyInvalid(name, 'it is a secret key');
  const lines = content.split(/\r?\n/).map((line) => line.trim());
  const [text = '', ...others] = lines.filter((line) => line !== '' && !line.startsWith('untrusted comment:'));
  if (!KEY.test(text) || others.length > 0) throw new PublicKeyInvalid(name, 'it is not a public key of minisign');
  const bytes = Buffer.from(text, 'base64');
  const key = bytes.subarray(ALGORITHM.length + ID_BYTES);
  if (bytes.subarray(0, ALGORITHM.length).toString('latin1') !== ALGORITHM || key.length !== KEY_BYTES) {
    throw new PublicKeyInvalid(name, 'it is not a public key of minisign');
  }
  return {
    text,
    id: bytes.subarray(ALGORITHM.length, ALGORITHM.length + ID_BYTES),
    ed25519: createPublicKey({ key: Buffer.concat([DER_HEAD, key]), format: 'der', type: 'spki' }),
  };
}

/** How minisign writes the id of a key: its bytes as a number, in hexadecimal. */
export const shownId = (id: Buffer): string => Buffer.from(id).reverse().toString('hex').toUpperCase();
