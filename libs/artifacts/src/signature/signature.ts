/** What is in a signature file of minisign: https://jedisct1.github.io/minisign/#signature-format */
export interface Signature {
  /** Whether the BLAKE2b-512 of the file is signed. Older versions of minisign signed the file itself. */
  isPrehashed: boolean;
  /** The 8 bytes that name the key. */
  keyId: Buffer;
  /** Of the file or its digest: 64 bytes. */
  signature: Buffer;
  /** Signed by `globalSignature`, together with `signature`. */
  trustedComment: Buffer;
  globalSignature: Buffer;
}

/** Suffix of the file with a signature, beside the signed file. */
export const SIGNATURE = '.minisig';

const UNTRUSTED = 'untrusted comment: ';
const TRUSTED = 'trusted comment: ';
const SIGNATURE_BYTES = 64;
/** Algorithm, id of the key, signature. */
const BYTES = 2 + 8 + SIGNATURE_BYTES;

/** Parses a signature file. Returns undefined if it is not one. */
export function parseSignature(content: Buffer): Signature | undefined {
  // A comment may be in any encoding: what is signed are its bytes.
  const [untrusted, first, trusted, second, ...rest] = content.toString('latin1').split(/\r?\n/);
  if (!untrusted?.startsWith(UNTRUSTED) || !trusted?.startsWith(TRUSTED) || rest.some((line) => line !== '')) {
    return undefined;
  }
  const [bytes, globalSignature] = [decoded(first, BYTES), decoded(second, SIGNATURE_BYTES)];
  const algorithm = bytes?.subarray(0, 2).toString('latin1');
  if (!bytes || !globalSignature || (algorithm !== 'Ed' && algorithm !== 'ED')) return undefined;
  return {
    isPrehashed: algorithm === 'ED',
    keyId: bytes.subarray(2, 10),
    signature: bytes.subarray(10),
    trustedComment: Buffer.from(trusted.slice(TRUSTED.length), 'latin1'),
    globalSignature,
  };
}

/** Decodes Base64 that has exactly one spelling. */
function decoded(text: string | undefined, length: number): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}
