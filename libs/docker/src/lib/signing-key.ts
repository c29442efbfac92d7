import { resolve } from 'node:path';
import { SigningKeyInvalid, type SigningKey } from '@hypriotkit/component';
import { reasonOf, readRegularFile } from '@hypriotkit/core';

/** The password of the key to sign with. It is not an option, because every user of a machine can read those. */
export const SIGNING_PASSWORD_VARIABLE = 'HYPRIOTKIT_SIGNING_PASSWORD';

/** Of a key: two algorithms, what encrypts it, how it is checked, and the rest (minisign.h, SeckeyStruct). */
const BYTES = 158;
const NOT_ENCRYPTED = '\0\0';

/**
 * Reads the secret key to sign with.
 *
 * @param path Relative to the workspace.
 * @throws SigningKeyInvalid
 */
export async function readSigningKey(
  path: string | undefined,
  workspaceRoot: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SigningKey> {
  if (!path) throw new SigningKeyInvalid(path, 'none is named');
  const content = await readRegularFile(resolve(workspaceRoot, path)).catch((error: Error) => {
    throw new SigningKeyInvalid(path, reasonOf(error), error);
  });
  const text = content.toString('utf8');
  const [comment = '', key = '', ...others] = text.trimEnd().split(/\r?\n/);
  const bytes = Buffer.from(key, 'base64');
  const isKey = comment.startsWith('untrusted comment:') && bytes.subarray(0, 2).toString('latin1') === 'Ed';
  if (!isKey || bytes.length !== BYTES || others.length > 0) {
    throw new SigningKeyInvalid(path, 'it is not a secret key of minisign');
  }
  const isEncrypted = bytes.subarray(2, 4).toString('latin1') !== NOT_ENCRYPTED;
  const password = isEncrypted ? (env[SIGNING_PASSWORD_VARIABLE] ?? '') : '';
  if (/[\n\r]/.test(password)) throw new SigningKeyInvalid(path, `${SIGNING_PASSWORD_VARIABLE} has several lines`);
  if (isEncrypted && password === '') {
    throw new SigningKeyInvalid(path, `it has a password, and ${SIGNING_PASSWORD_VARIABLE} is not set`);
  }
  return { path, text: `${comment}\n${key}\n`, password };
}
