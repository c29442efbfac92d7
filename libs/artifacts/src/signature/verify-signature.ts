import { createHash, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { accessing, fromSystem, inUnits, plainText, readRegularFile } from '@hypriotkit/core';
import { SignatureInvalid, SignatureMissing } from '../errors';
import { shownId, type PublicKey } from './public-key';
import { parseSignature, SIGNATURE, type Signature } from './signature';

/** Without a digest, all of a file has to be in memory. minisign has the same limit. */
const LARGEST_WITHOUT_DIGEST = 2 ** 30;

/**
 * Checks the signature of a file that minisign has made: the file, the key and the trusted comment.
 *
 * @param path The file.
 * @param signaturePath The file with the signature.
 * @returns the trusted comment, as text to show
 * @throws SignatureMissing, SignatureInvalid
 */
export async function verifySignature(
  path: string,
  key: PublicKey,
  signaturePath = `${path}${SIGNATURE}`,
): Promise<string> {
  const file = basename(path);
  const signature = parseSignature(await contentOf(file, signaturePath));
  if (!signature) throw new SignatureInvalid(file, `${basename(signaturePath)} is not a signature of minisign`);
  if (!signature.keyId.equals(key.id)) {
    const [by, wanted] = [shownId(signature.keyId), shownId(key.id)];
    throw new SignatureInvalid(file, `it is signed with the key ${by}, not with ${wanted}`);
  }
  // The comment first: a file of gigabytes takes its time.
  const commented = Buffer.concat([signature.signature, signature.trustedComment]);
  if (!verify(null, commented, key.ed25519, signature.globalSignature)) {
    throw new SignatureInvalid(file, `the trusted comment in ${basename(signaturePath)} is not the signed one`);
  }
  if (!verify(null, await signedBytes(path, signature), key.ed25519, signature.signature)) {
    throw new SignatureInvalid(file, 'it is not the file that was signed');
  }
  return plainText(signature.trustedComment.toString('utf8'));
}

async function contentOf(file: string, signaturePath: string): Promise<Buffer> {
  try {
    return await readRegularFile(signaturePath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new SignatureMissing(file, signaturePath);
    throw fromSystem(`Reading the signature of ${file}`, error, signaturePath);
  }
}

/** What the first signature is of. */
async function signedBytes(path: string, { isPrehashed }: Signature): Promise<Buffer> {
  return accessing(`Checking the signature of ${basename(path)}`, path, async () => {
    if (!isPrehashed) return wholeFile(path);
    const hash = createHash('blake2b512');
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest();
  });
}

async function wholeFile(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size <= LARGEST_WITHOUT_DIGEST) return readFile(path);
  const limit = inUnits(LARGEST_WITHOUT_DIGEST);
  throw new SignatureInvalid(
    basename(path),
    `its signature is of an old kind, for files up to ${limit}; a newer minisign has to sign it again`,
  );
}
